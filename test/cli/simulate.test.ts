import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readRequest, USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { simulationReport } from '#src/cli/simulation-report'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { chatBody, startMock } from '../helpers/mock.ts'

const scenarioOf = (yaml: object) => {
  const { scenario, diagnostics } = readScenario({
    name: 'x',
    file: 'x',
    text: JSON.stringify({ about: 'A test.', ...yaml }),
    place: nowhere,
  })
  if (!scenario) throw new Error(JSON.stringify(diagnostics))
  return scenario
}

const order = { seed: null, requests: 1000, clients: 1, request: USUAL_REQUEST }

t.test('it counts what each request would get, and sets configured shares beside actual ones', async t => {
  const scenario = scenarioOf({
    rules: [
      {
        name: 'r',
        oneOf: [
          { share: '30%', error: 503 },
          { share: '10%', error: 429 },
        ],
      },
      { name: 's', share: '50%', error: 500 },
      { name: 'never', match: { stream: true }, error: 502 },
    ],
  })
  const { outcomes, rates, rules } = simulated({ ...order, scenario })
  t.equal(
    outcomes.reduce((sum, [, many]) => sum + many, 0),
    1000,
  )
  t.match(rates, [
    { rule: 'r', configured: 0.3, asked: 1000 },
    { rule: 'r', configured: 0.1, asked: 1000 },
    { rule: 's', what: 'share', configured: 0.5 },
  ])
  for (const { configured, asked, fell } of rates)
    t.ok(Math.abs(fell / asked - configured) < 0.06, `${configured}: ${fell} of ${asked}`)
  t.equal(rates[2]?.asked, 1000 - (rates[0]?.fell ?? 0) - (rates[1]?.fell ?? 0))
  t.match(rules[2], { name: 'never', matched: 0 })
  const report = simulationReport(simulated({ ...order, scenario }))
  t.match(report, /Rules that never spoke: never/)
  t.match(report, /r: 503 Service Unavailable \(unavailable\) +30\.0%/)
})

t.test('it says what the server then does: the same scenario and seed, request by request', async t => {
  const rules = [{ name: 'r', share: '40%', error: 503 }]
  const imagined = simulated({
    ...order,
    requests: 60,
    scenario: scenarioOf({ rules }),
    request: { ...USUAL_REQUEST, body: chatBody() },
  })
  const mock = await startMock(t, { rules })
  let failed = 0
  for (let i = 0; i < 60; i += 1) {
    // a name of its own for each: a call that failed would else go on
    const { status } = await mock.chat({ headers: { 'x-mock-call': `c${i}` } })
    if (status === 503) failed += 1
  }
  t.equal(imagined.rules[0]?.spoken, failed)
})

t.test('windows are reached as time goes by with the requests and their delays', async t => {
  const scenario = scenarioOf({
    rules: [
      { name: 'early', during: '0s..5s', error: 503 },
      { name: 'late', during: '5s..10s', delay: '1s' },
    ],
  })
  const { rules, sessionMs } = simulated({ ...order, requests: 60, scenario })
  t.match(rules, [
    { name: 'early', spoken: 50 },
    { name: 'late', spoken: 5 },
  ])
  t.equal(sessionMs, 50 * 100 + 5 * 1100 + 5 * 100)
})

t.test('limits refuse what they would refuse, and count what answers use', async t => {
  const limited = (api: object, clients = 1, requests = 1000) =>
    Object.fromEntries(simulated({ ...order, requests, clients, scenario: scenarioOf({ api }) }).outcomes)
  const [served, day, minute] = [
    'no rule spoke: success',
    'the requests per day are used up: 429 Too Many Requests (requests-per-day)',
    'the tokens per minute are used up: 429 Too Many Requests (tokens-per-minute)',
  ]
  t.same(limited({ limits: [{ rpd: 100 }] }), { [day]: 900, [served]: 100 })
  // 100 s of session time are a full bucket and what refills in them, each answer being 48 tokens
  const tokens = limited({ limits: [{ tpm: 480 }] })
  t.ok(Math.abs((tokens[served] ?? 0) - (480 + 800) / 48) <= 1, `${tokens[served]} served`)
  t.equal((tokens[served] ?? 0) + (tokens[minute] ?? 0), 1000)
  const full = '3 requests are being served, and there is no room for more: 503 Service Unavailable (over-capacity)'
  t.same(limited({ capacity: { concurrent: 3 } }, 4, 400), { [served]: 300, [full]: 100 })
})

t.test('a request comes from a file, JSON or YAML; a wrong one is told', async t => {
  const folder = t.testdir()
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  t.match(readRequest(file('a.json', '{"method": "GET", "path": "/openai/v1/models", "headers": {"X-Team": "red"}}')), {
    method: 'GET',
    headers: { 'x-team': 'red' },
  })
  const { outcomes } = simulated({
    ...order,
    requests: 1,
    scenario: scenarioOf({
      rules: [{ name: 'm', match: { endpoint: 'models', header: { 'x-team': 'red' } }, error: 500 }],
    }),
    request: readRequest(join(folder, 'a.json')),
  })
  t.match(outcomes, [[/^rule m: 500/, 1]])
  t.throws(() => readRequest(file('b.json', '{"mehtod": "GET"}')), /"mehtod" is not known.*Did you mean "method"/s)
  t.throws(() => readRequest(file('c.json', '{')), /is not a request/)
  t.throws(() => readRequest(join(folder, 'none.json')), /there is no such file/)
})

t.test('what the server would find wrong is imagined too', async t => {
  const { outcomes } = simulated({ ...order, requests: 2, scenario: scenarioOf({ api: { keys: 'present' } }) })
  t.match(outcomes, [[/^the request has no API key: 401/, 2]])
})

t.test('it says what a request lacks that a template names, and nothing of what it has', async t => {
  const scenario = scenarioOf({
    rules: [{ name: 'r', complete: { text: { template: '{{says}} {{body $.user}}' }, model: 'other', id: 'x' } }],
  })
  const { outcomes } = simulated({ ...order, requests: 3, scenario })
  t.strictSame(outcomes, [
    [
      'rule r: success with the given text, as model other, with id x; {{body $.user}} is not in the request: null stands for it',
      3,
    ],
  ])
})
