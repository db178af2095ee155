import t from 'tap'
import { Library } from '#src/scenario/library'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const read = (text: string) => readScenario({ name: 'x', file: 'x.yaml', text, place: nowhere })
const told = (text: string) =>
  read(text).diagnostics.map(({ line, severity, message }) => `${line} ${severity} ${message}`)

t.test('what is expected is kept with the line of each value, whether it stands in a block or in braces', async t => {
  const { scenario } = read(`about: A test.
rules:
  - name: twice
    times: 2
    error: 429
  - name: down
    during: 5s..15s
    error: 503
expect:
  finally: success
  attempts:
    min: 2
    max: 5
  backoff: { growth: 1.5 }
  deadline: 10s
  allow: [adapted]
`)
  t.same(scenario?.contract, {
    file: 'x.yaml',
    expect: {
      values: {
        finally: 'success',
        'attempts.min': 2,
        'attempts.max': 5,
        'backoff.growth': 1.5,
        deadline: 10_000,
        complete: true,
      },
      lines: { finally: 10, 'attempts.min': 12, 'attempts.max': 13, 'backoff.growth': 14, deadline: 15 },
      allow: ['adapted'],
    },
    planned: [{ name: 'twice', needed: 2 }],
    outages: [{ rule: 'down', fromMs: 5000, toMs: 15_000 }],
  })
})

t.test('a sequence is used up when its last step has come, one that starts over when it has ended', async t => {
  const planned = (more: string) =>
    read(`about: A test.\nrules:\n  - sequence: [{ error: 503, times: 2 }, { complete: {} }]\n${more}`).scenario
      ?.contract.planned
  t.same(planned(''), [{ name: 'rule-1', needed: 3 }])
  t.same(planned('    then: repeat\n'), [{ name: 'rule-1', needed: 3 }])
  const last = 'about: A test.\nrules:\n  - sequence: [{ complete: {} }, { error: 503, times: 5 }]\n'
  t.same(read(last).scenario?.contract.planned, [{ name: 'rule-1', needed: 2 }], 'the last one stays anyway')
})

t.test('what nobody can meet or judge is an error at its line', async t => {
  const text = `about: A test.
rules: [{ share: 50%, error: 429 }]
expect:
  attempts: { min: 3, max: 2 }
  backoff: { growth: 2 }
  neverRetry: [400, 401, 400]
  deadline: 0s
  allow: [adapted, adapted]
  complete: true
`
  t.same(told(text), [
    "4 error at least 3 attempts and at most 2 can't both be",
    "5 error whether waits grow can't be told: with at most 2 attempts no call waits twice",
    '6 error 400 stands in the list twice',
    '7 error no client gives up after no time at all',
    '8 error "adapted" stands in the list twice',
    '9 error no rule says how often it speaks, so there is nothing to be complete',
  ])
})

t.test('a finding that does not exist is told with the one that was meant, and other mistakes beside it', async t => {
  const { diagnostics } = read(`about: A test.
rules: [{ share: 50%, error: 429 }]
expect:
  allow: [retry-strom]
  attempts: { min: 3, max: 2 }
`)
  t.match(diagnostics, [
    { line: 4, message: /"retry-strom"; expected the id of a finding/, hint: 'Did you mean "retry-storm"?' },
    { line: 5 },
  ])
})

t.test('what holds or breaks whatever the client does is a warning', async t => {
  const warned = (rules: string, expect: string) => told(`about: A test.\n${rules}expect:\n  ${expect}\n`)
  t.match(warned('rules: [{ error: 503 }]\n', 'honoursRetryAfter: true'), [
    /^4 warning no answer of this scenario tells a wait/,
  ])
  t.match(warned('rules: [{ error: 503 }]\n', 'finally: success'), [/^4 warning no call can be served here/])
  t.match(warned('', 'finally: failure'), [/^3 warning nothing here makes a call fail/])
  t.same(warned('rules: [{ error: { status: 503, retryAfter: 2s } }]\n', 'honoursRetryAfter: true'), [])
  t.same(warned('rules: [{ share: 50%, oneOf: [{ share: 5%, error: 429 }] }]\n', 'honoursRetryAfter: true'), [])
  t.same(warned('api: { plan: free }\n', 'honoursRetryAfter: true'), [])
  t.same(warned('rules: [{ times: 2, error: 503 }]\n', 'finally: success'), [])
  t.same(warned('api: { keys: [gsk_a] }\n', 'finally: failure'), [])
})

t.test('every shipped scenario, and every one for a status, expects something', async t => {
  for (const { name, reading } of new Library().all()) {
    t.same(reading.diagnostics, [], name)
    t.ok(Object.keys(reading.scenario?.contract.expect.values ?? {}).length > 0, name)
  }
})
