// Fakes all timers and the date, by what the first argument names, and asks a mock of everything that takes its time.
import { startMock } from 'groq-mock'

const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'Date',
  'performance',
  'hrtime',
]

const fakes = {
  // what vitest and Jest use, with what vitest fakes
  sinon: async () => (await import('@sinonjs/fake-timers')).install({ toFake: FAKED, now: 1 }),
  node: async () => {
    const { mock } = await import('node:test')
    mock.timers.enable({ apis: ['setTimeout', 'setImmediate', 'setInterval', 'Date'], now: 1 })
  },
}

const mock = await startMock({
  scenario: {
    about: 'Waits of every kind.',
    rules: [
      { match: { stream: true }, stream: { firstToken: '20ms', pace: '1ms' } },
      { name: 'late', delay: '30ms', times: 6, error: 503 },
    ],
  },
})
await fakes[process.argv[2]]()
const before = Date.now()

const ask = async (body, url = mock.openaiBaseUrl) => {
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', ...body }),
  })
  return { status: answer.status, text: await answer.text() }
}

const said = content => [{ role: 'user', content }]
const statuses = []
// a timer that was set before may still be over, once
for (let i = 0; i < 6; i += 1) statuses.push((await ask({ messages: said(`Hello ${i}`) })).status)
statuses.push((await ask({ messages: said('Hello'), stream: true })).text.endsWith('data: [DONE]\n\n'))
statuses.push((await ask({ messages: said('Hello '.repeat(60_000)) })).status)
const session = await mock.session({ scenario: 'rate-limited', speed: 60 })
statuses.push((await ask({ messages: said('Hello') }, session.openaiBaseUrl)).status)
await session.advance('60s')
await mock.verify({ match: { status: 200 }, count: 2, within: '10s' })
const [first] = await mock.journal()
const verdict = await mock.verdict()
await mock.close()
process.stdout.write(
  JSON.stringify({
    statuses,
    standsStill: Date.now() === before,
    isReal: Date.parse(first.at) > 1e12 && first.durationMs >= 29,
    entries: verdict.counts.entries,
  }),
)
