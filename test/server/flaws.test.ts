import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { chatBody, startMock } from '../helpers/mock.ts'

const told = async (t: Parameters<typeof startMock>[0], scenario: object, stream = true): Promise<Entry> => {
  const mock = await startMock(t, scenario)
  await mock
    .chat({ body: chatBody({ stream }) })
    .then(answer => answer.text())
    .catch(() => {})
  return mock.lastEntry()
}

t.test('an entry says what was broken in its answer, and only that', async t => {
  const rows: readonly (readonly [rule: object, flaws: readonly string[], stream?: boolean])[] = [
    [{ fault: 'reset' }, ['reset']],
    [{ fault: 'garbage' }, ['garbage'], false],
    [{ fault: { cut: { after: '2 chunks' }, with: 'end' } }, ['cut']],
    [{ complete: { text: 'Hello' }, fault: { short: '10 bytes' } }, ['short'], false],
    [{ stream: { error: { after: '1 chunk', status: 503 } } }, ['error']],
    [{ stream: { noDone: true, malformed: { after: '1 chunk' } } }, ['malformed', 'noDone']],
    // what does nothing to an answer that is whole is not claimed
    [{ stream: { noDone: true } }, [], false],
    [{ error: { status: 400, variant: 'tool-use-failed' } }, ['error']],
    [{ error: { status: 400, variant: 'tool-use-failed' } }, [], false],
    [{ error: 503 }, []],
    [{ complete: {} }, []],
  ]
  for (const [rule, flaws, stream] of rows) {
    const entry = await told(t, { rules: [rule] }, stream)
    t.same(entry.flaws.toSorted(), flaws.toSorted(), JSON.stringify(rule))
  }
})

t.test('an entry has the variant of its error; a code of the model’s own errors is one', async t => {
  const variant = async (rule: object) => (await told(t, { rules: [rule] }, false)).variant
  t.equal(await variant({ error: 503 }), 'unavailable')
  t.equal(await variant({ error: { status: 429, variant: 'tokens-per-day' } }), 'tokens-per-day')
  t.equal(await variant({ error: { status: 400, code: 'tool_use_failed' } }), 'tool-use-failed')
  t.equal(await variant({ complete: {} }), null)
})

t.test('equal requests have one fingerprint, whoever asks; what is left of limits is what the headers say', async t => {
  const mock = await startMock(t, { api: { limits: [{ rpd: 3, tpm: 1000 }] } })
  const first = await mock.chat()
  await first.text()
  await mock.entries(1)
  await (await mock.chat({ headers: { authorization: 'Bearer gsk_another_0123456789' } })).text()
  await mock.entries(2)
  await (await mock.chat({ body: chatBody({ seed: 1 }) })).text()
  const [one, other, different] = await mock.entries(3)
  t.equal(one?.fingerprint, other?.fingerprint)
  t.not(one?.fingerprint, different?.fingerprint)
  t.same(one?.remaining, {
    requests: Number(first.headers.get('x-ratelimit-remaining-requests')),
    amount: Number(first.headers.get('x-ratelimit-remaining-tokens')),
  })
  t.equal((await told(t, {}, false)).remaining, null, 'nothing limits it')
})
