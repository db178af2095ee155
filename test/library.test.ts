import { once } from 'node:events'
import { get } from 'node:https'
import { createServer } from 'node:net'
import t, { type Test } from 'tap'
import { type Mock, type MockOptions, type Scenario, ScenarioError, startMock, UsageError } from '#src/index'
import { freePort } from './helpers/free-port.ts'
import { inTime, until } from './helpers/until.ts'

const started = async (t: Test, options?: MockOptions): Promise<Mock> => {
  const mock = await startMock(options)
  t.teardown(() => mock.close())
  return mock
}

const failure = async (t: Test, options: MockOptions): Promise<Error> => {
  try {
    await started(t, options)
  } catch (error) {
    return error as Error
  }
  throw new Error(`it started with ${JSON.stringify(options)}`)
}

const models = ({ openaiBaseUrl }: Mock, path = ''): Promise<Response> =>
  fetch(openaiBaseUrl.replace('/openai', `${path}/openai`).concat('/models'))

const ask = async ({ openaiBaseUrl }: Mock, content = 'Hello'): Promise<string> => {
  const answer = await fetch(`${openaiBaseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content }] }),
  })
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] }
  return choices[0]?.message.content ?? ''
}

interface Session {
  readonly rules: readonly { readonly matched: number }[]
}

const always = (status: number) => ({ about: `Always ${status}.`, rules: [{ name: 'always', error: status }] })

t.test('without a word it serves the steady state on a free port', async t => {
  const mock = await started(t)
  t.match(mock.url, /^http:\/\/127\.0\.0\.1:[1-9]\d+$/)
  t.equal(mock.openaiBaseUrl, `${mock.url}/openai/v1`)
  t.equal((await models(mock)).status, 200)
})

t.test('with tls it speaks HTTPS, and says which CA to trust; many at once leave nothing with the process', async t => {
  const before = process.listenerCount('exit')
  const mocks = await Promise.all(Array.from({ length: 12 }, () => started(t, { tls: true })))
  // a log may have one for all, until it is collected
  const more = process.listenerCount('exit') - before
  t.ok(more <= 1, `${more} more listeners for the exit`)
  t.equal(new Set(mocks.map(({ ca }) => ca)).size, mocks.length, 'each has a CA of its own')
  const [mock, other] = mocks
  t.match(mock?.url, /^https:\/\/127\.0\.0\.1:[1-9]\d+$/)
  t.equal(mock?.openaiBaseUrl, `${mock?.url}/openai/v1`)
  const status = async (ca: string | null | undefined): Promise<number> => {
    const asked = get(`${mock?.openaiBaseUrl}/models`, { ca: ca ?? '', agent: false })
    const [answer] = await once(asked, 'response')
    answer.resume()
    return answer.statusCode
  }
  t.equal(await status(mock?.ca), 200)
  await t.rejects(status(other?.ca), { code: /CERT|ISSUER|SELF_SIGNED|VERIFY/ })
  const plain = await started(t)
  t.equal(plain.ca, null)
})

t.test('a scenario is the name of one, a file, or a value', async t => {
  const folder = t.testdir({ 'mine.yaml': 'about: Always 503.\nrules:\n  - name: always\n    error: 503\n' })
  const rows: readonly (readonly [scenario: string | Scenario, status: number, name: string])[] = [
    ['status-498', 498, 'status-498'],
    [`${folder}/mine.yaml`, 503, 'mine'],
    [always(422), 422, 'inline'],
  ]
  for (const [scenario, status, name] of rows) {
    const mock = await started(t, { scenario })
    t.equal((await models(mock)).status, status, name)
    const ready = await (await fetch(`${mock.url}/__mock/ready`)).json()
    t.match(ready, { ready: true, scenario: name }, 'and ready says which')
  }
})

/** A scenario that does not compile. */
const wrong = (scenario: unknown): MockOptions => ({ scenario: scenario as Scenario })

t.test('a value that is no scenario is told with the path in it and what to do', async t => {
  const error = await failure(
    t,
    wrong({
      about: 'A test.',
      rules: [
        { error: 503, times: 1 },
        { match: { header: { 'x-a': 'b' } }, eror: 429 },
      ],
    }),
  )
  t.ok(error instanceof ScenarioError)
  t.match(error, { name: 'ScenarioError', message: /^rules\[1\]\.eror: error: "eror" is not known in rules\[1\]\n/ })
  const [first] = (error as ScenarioError).diagnostics
  t.match(first, { path: 'rules[1].eror', severity: 'error', hint: 'Did you mean "error"?' })
  const rows: readonly (readonly [scenario: unknown, path: string])[] = [
    [{}, 'scenario: '],
    [[], 'scenario: '],
    [
      { about: 'A test.', rules: [{ match: { header: { 'x-a b': 1 } }, error: 503 }] },
      'rules[0].match.header["x-a b"]: ',
    ],
    [
      { about: 'A test.', rules: [{ sequence: [{ error: 503 }, { error: { status: 42 } }] }] },
      'rules[0].sequence[1].error',
    ],
    [{ about: 'A\ntest.', rules: [{ error: 503, delay: 'soon' }] }, 'rules[0].delay: '],
  ]
  for (const [scenario, path] of rows) {
    const { message } = await failure(t, wrong(scenario))
    t.ok(
      message.split('\n').some(line => line.startsWith(path)),
      `${path} in ${message}`,
    )
  }
})

t.test('a file that is no scenario is told with file, line and column', async t => {
  const folder = t.testdir({ 'mine.yaml': 'about: A test.\nrulez: []\n' })
  const error = await failure(t, { scenario: `${folder}/mine.yaml` })
  t.ok(error instanceof ScenarioError)
  t.match(error.message, `${folder}/mine.yaml:2:1: error: "rulez"`)
  t.match((await failure(t, { scenario: `${folder}/none.yaml` })).message, 'there is no such file')
})

t.test('a name that there is not is told with the nearest and the list', async t => {
  const error = await failure(t, { scenario: 'rate-limted' })
  t.ok(error instanceof UsageError)
  for (const part of ['"rate-limted"', 'Did you mean "rate-limited"?', 'steady-state']) t.match(error.message, part)
})

t.test('a port in use is told, and leaves nothing open', async t => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => taken.once('listening', resolve))
  t.teardown(() => {
    taken.close()
  })
  const { port } = taken.address() as { port: number }
  const error = await failure(t, { port })
  t.ok(error instanceof UsageError)
  t.equal(error.message, `Port ${port} of 127.0.0.1 is in use. Take another with port: N, or a free one with port: 0.`)
})

t.test('numbers that can not be are told, in the words of the library', async t => {
  for (const options of [
    { port: 65_536 },
    { port: -1 },
    { port: 1.5 },
    { seed: -1 },
    { seed: 1.5 },
    { seed: Number.NaN },
  ]) {
    const error = await failure(t, options).catch(started => started as Error)
    t.ok(error instanceof UsageError, `${JSON.stringify(options)}: ${error}`)
    t.match(error.message, /^startMock: (port|seed) is .*; expected a whole number from 0 to \d+\.$/)
  }
})

t.test('two mocks side by side know nothing of each other', async t => {
  const scenario = { about: 'The first gets 429.', rules: [{ name: 'first', times: 1, error: 429 }] }
  const one = await started(t, { scenario })
  const two = await started(t, { scenario })
  t.not(one.url, two.url)
  t.equal((await models(one)).status, 429)
  t.equal((await models(one)).status, 200)
  t.equal((await models(two)).status, 429, 'its counters are its own')
  await one.close()
  t.equal((await models(two)).status, 200, 'it goes on when the other stops')
})

t.test('same seed, same answers; another seed, others', async t => {
  const [one, same, other] = await Promise.all([3, 3, 4].map(seed => started(t, { seed })))
  if (!one || !same || !other) throw new Error('three were started')
  const said = await ask(one)
  t.not(said, '')
  t.equal(await ask(same), said)
  t.not(await ask(other), said)
})

t.test('requests choose among the shipped scenarios', async t => {
  const mock = await started(t, { scenario: always(503) })
  t.equal((await models(mock, '/scenario/status-422')).status, 422)
  t.equal((await models(mock, '/scenario/inline/session/mine')).status, 503)
  t.equal((await models(mock)).status, 503)
})

t.test('close frees the port, and may be said twice', async t => {
  const port = await freePort()
  const first = await started(t, { port })
  await (await models(first)).text()
  await first.close()
  await first.close()
  await t.rejects(models(first))
  const again = await started(t, { port })
  t.equal(again.url, first.url)
  t.equal((await models(again)).status, 200)
})

t.test('close answers what is under way and does not wait for its delay', async t => {
  const mock = await started(t, {
    scenario: { about: 'An hour.', rules: [{ match: { method: 'POST' }, delay: '1h' }] },
  })
  const answer = ask(mock)
  await until(async () => {
    const { rules } = (await (await fetch(`${mock.url}/__mock/sessions/default`)).json()) as Session
    return rules[0]?.matched === 1
  })
  await t.resolves(inTime(mock.close()))
  t.not(await answer, '')
})
