/*
 * Silent were: changes that a later rule, or each item of a sequence, always replaces; limits that another one always comes
 * before, and those of models that are not served; `finish` of a response that is not cut off. And a rule could not match
 * requests by `content-length`.
 * Right since "Tell of changes that another one always replaces" (2026-11-27).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { startMock } from '../helpers/mock.ts'

const told = (rules: readonly object[], api?: object) =>
  readScenario({ name: 'x', file: 'x', text: JSON.stringify({ about: 'A test.', api, rules }), place: nowhere })
    .diagnostics

const behind = (name: string) => [
  { severity: 'warning', message: `this changes nothing: ${name} behind it has its own` },
]
const below = [{ severity: 'warning', message: /^this changes nothing: each item below has its own/ }]
const passing = JSON.parse('{"then": "pass"}')
const stall = { after: '1 chunk', for: '3s' }

t.test('a change that a later rule replaces is told of', async t => {
  t.match(told([{ delay: '1s' }, { delay: '2s', error: 503 }]), behind('rule 2'))
  t.match(told([{ delay: '1s' }, { name: 'slow', delay: '2s' }]), behind('"slow"'))
  t.match(told([{ headers: { 'X-A': '1' } }, { headers: { 'x-a': '2' } }]), behind('rule 2'))
  t.match(told([{ stream: { stall } }, { stream: { stall: { ...stall, for: '1s' } } }]), behind('rule 2'))
  t.match(
    told([{ match: { model: 'a' }, times: 3, delay: '1s' }, { headers: { b: 'c' } }, { delay: '2s' }]),
    behind('rule 3'),
  )
})

t.test('one that each item replaces is told of', async t => {
  const [one, two] = [
    { error: 503, delay: '2s' },
    { error: 500, delay: '3s' },
  ]
  t.match(told([{ delay: '1s', sequence: [one, two] }]), below)
  t.match(
    told([
      {
        delay: '1s',
        oneOf: [
          { ...one, share: '40%' },
          { ...two, share: '60%' },
        ],
      },
    ]),
    below,
  )
  t.same(told([{ delay: '1s', sequence: [one, { error: 500 }] }]), [])
  t.same(told([{ delay: '1s', sequence: [one, two], ...passing }]), [])
  t.same(told([{ delay: '1s', oneOf: [{ ...one, share: '40%' }] }]), [])
})

t.test('one that may stay is not', async t => {
  for (const rules of [
    [{ delay: '1s' }, { match: { model: 'a' }, delay: '2s' }],
    [{ delay: '1s' }, { during: '1s..2s', delay: '2s' }],
    [{ delay: '1s' }, { every: 2, delay: '2s' }],
    [{ delay: '1s' }, { error: 503, times: 1 }, { delay: '2s' }],
    [{ delay: '1s' }, { delay: '2s', complete: {} }],
    [{ delay: '1s' }, { delay: '2s', fault: { cut: { after: '40%' } } }],
    [{ delay: '1s' }, { headers: { 'x-a': 'b' }, error: 503 }],
    [{ delay: '1s', error: 503, times: 1 }, { delay: '2s' }],
  ])
    t.same(told(rules), [], JSON.stringify(rules))
})

t.test('limits that nobody meets are told of', async t => {
  const rules = [{ error: 503, times: 1 }]
  const limits = (limit: object, more = {}) => told(rules, { limits: [limit], ...more })
  t.match(limits({ rpm: 100, rpd: 10 }), [{ message: /^"rpm" is never used up: "rpd" is smaller/ }])
  t.match(limits({ itpm: '9K', tpm: '8K' }), [{ message: /^"itpm" is never used up: "tpm" is smaller/ }])
  t.same(limits({ rpm: 100, rpd: 10, burst: { rpm: 5 } }), [])
  t.same(limits({ rpm: 10, rpd: 10 }), [])
  const models = ['openai/gpt-oss-20b']
  t.match(limits({ model: 'whisper-*', rpm: 5 }, { models }), [
    { message: /^these limits never apply: api.models lists no/ },
  ])
  t.same(limits({ model: 'openai/*', rpm: 5 }, { models }), [])
})

t.test('so is how a response finishes that is not cut off', async t => {
  const match = { endpoint: 'responses' }
  for (const finish of ['stop', 'tool_calls'])
    t.match(told([{ match, complete: { finish } }]), [{ message: `"finish: ${finish}" is never seen` }])
  t.same(told([{ match, complete: { finish: 'length' } }]), [])
  t.same(told([{ complete: { finish: 'stop' } }]), [])
})

t.test('a rule matches by the headers that HTTP itself goes by', async t => {
  const mock = await startMock(t, { rules: [{ match: { header: { 'content-length': '/^\\d{2,}$/' } }, error: 503 }] })
  t.equal((await mock.chat()).status, 503)
})
