/*
 * A rule that only changed an answer was told nowhere: the journal said "no rule spoke", and `verify` and the filter `rule`
 * did not find it. Right since "Tell the rules that change an answer, and claim in the journal only what was sent"
 * (2026-11-26).
 */
import t from 'tap'
import { USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { scenarioOf } from '../helpers/deciding.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const rules = [
  { name: 'slow', delay: '5ms' },
  { name: 'marked', headers: { 'x-a': 'b' }, delay: '1ms' },
  { name: 'late', match: { stream: true }, stream: { firstToken: '1ms', crlf: true } },
  { name: 'never', match: { model: 'other' }, headers: { 'x-a': 'c' } },
]

t.test('the journal, verify and the filter name the rules that changed an answer', async t => {
  const mock = await startMock(t, { rules })
  await (await mock.chat()).text()
  await (await mock.chat({ body: chatBody({ stream: true }) })).text()
  await mock.entries(2)
  const session = `${mock.url}/__mock/sessions/default`
  const { entries } = (await (await fetch(`${session}/journal`)).json()) as {
    readonly entries: readonly { readonly because: string; readonly rule: null; readonly rules: readonly string[] }[]
  }
  t.match(entries, [
    {
      rule: null,
      rules: ['slow', 'marked'],
      because: 'no rule decided: success, changed by rule marked (delay, headers)',
    },
    { rule: null, rules: ['slow', 'marked', 'late'] },
  ])
  t.equal(
    entries[1]?.because,
    'no rule decided: success, as a stream: the first token after 1ms, lines that end with CRLF, ' +
      'changed by rule marked (delay, headers) and rule late (firstToken, crlf)',
  )
  const verify = async (match: object) =>
    (await fetch(`${session}/verify`, { method: 'POST', body: JSON.stringify({ match, count: 2 }) })).status
  t.same(
    [await verify({ rule: 'slow' }), await verify({ rule: 'late' }), await verify({ rule: null })],
    [200, 409, 200],
  )
  const filtered = (await (await fetch(`${session}/journal?rule=late`)).json()) as { readonly entries: unknown[] }
  t.equal(filtered.entries.length, 1)
})

t.test('a rule that decides is told as one that spoke, after those that passed', async t => {
  const mock = await startMock(t, {
    rules: [
      { name: 'slow', delay: '1ms' },
      { name: 'down', error: 503 },
    ],
  })
  await mock.chat()
  const [entry] = await mock.entries(1)
  t.match(entry, { rule: 'down', rules: ['slow', 'down'] })
  t.equal(entry?.because, 'rule down: 503 Service Unavailable (unavailable), changed by rule slow (delay)')
})

t.test('simulate tells them too', async t => {
  const scenario = scenarioOf({ rules })
  const { outcomes } = simulated({ scenario, seed: null, requests: 3, clients: 1, request: USUAL_REQUEST })
  t.same(outcomes, [['no rule decided: success, changed by rule marked (delay, headers)', 3]])
})
