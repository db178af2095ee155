import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readRequest, USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { simulationReport } from '#src/cli/simulation-report'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { run } from '../helpers/cli.ts'
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

/** A folder, and a file in it with this text. */
const fileIn = (t: { testdir(): string }) => {
  const folder = t.testdir()
  return (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }
}

t.test('a path is written as rules say it, or whole; a query may stand beside it', async t => {
  const file = fileIn(t)
  const pathOf = (request: object) => readRequest(file('request.json', JSON.stringify(request))).path
  t.equal(pathOf({ path: '/chat/completions' }), '/openai/v1/chat/completions')
  t.equal(pathOf({ path: '/openai/v1/models' }), '/openai/v1/models')
  t.equal(pathOf({ path: '/v1/models' }), '/v1/models')
  t.equal(pathOf({ path: '/openai/models' }), '/openai/models', 'also where that is a mistake')
  t.equal(pathOf({ path: '/scenario/a/session/b/models' }), '/scenario/a/session/b/openai/v1/models')
  t.equal(
    pathOf({ path: '/files', query: { limit: 20, after: 'a b', tag: ['x', true] } }),
    '/openai/v1/files?limit=20&after=a+b&tag=x&tag=true',
  )
  t.equal(pathOf({ path: '/files?limit=20', query: { after: 'x' } }), '/openai/v1/files?limit=20&after=x')
  t.equal(pathOf({ path: '*', method: 'OPTIONS' }), '*')
  t.throws(() => pathOf({ path: 'chat/completions' }), /does not begin with a slash. Write \/chat\/completions\./)
  t.throws(
    () => pathOf({ path: 'http://127.0.0.1:4010/v1/models' }),
    /is an address. Write what stands behind the base URL/,
  )
  t.throws(() => pathOf({ path: '/files/ä' }), /what no request line carries/)
  t.throws(() => pathOf({ path: '/files#x' }), /what no request line carries/)
  t.throws(
    () => pathOf({ query: { limit: null } }),
    /query.limit is empty; expected text, a number, true, false, or a list/,
  )
})

t.test('what a file does not say is as usual for its path', async t => {
  const file = fileIn(t)
  const read = (request: object) => readRequest(file('request.json', JSON.stringify(request)))
  t.match(read({ path: '/models' }), { method: 'GET', body: undefined })
  t.match(read({ path: '/files/file-1', method: 'DELETE' }), { method: 'DELETE', body: undefined })
  t.same(read({ headers: { 'X-Team': 'red' } }), { ...USUAL_REQUEST, headers: { 'x-team': 'red' } })
  t.same(read({ path: '/embeddings' }), { method: 'POST', path: '/openai/v1/embeddings', headers: {} })
  t.throws(() => read({ path: '/models', body: {} }), /it has a body, and GET sends none/)
  t.throws(() => read({ headers: { 'x a': '1' } }), /expected a header name/)
  t.throws(() => read({ headers: { 'x-a': '1\r\nx-b: 2' } }), /one line of Latin-1/)
})

t.test('whatever rules ask of a request, an imagined one may have', async t => {
  const file = fileIn(t)
  const request = {
    path: '/chat/completions',
    query: { trace: 'on' },
    headers: { 'x-team': 'red', 'content-type': null },
    body: {
      model: 'openai/gpt-oss-20b',
      max_completion_tokens: 4000,
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: 'Where?' },
        { role: 'user', content: 'In Oslo.' },
      ],
    },
  }
  const spokenOf = (match: object, asked: object = request) =>
    simulated({
      ...order,
      requests: 1,
      scenario: scenarioOf({ rules: [{ match, error: 503 }] }),
      request: readRequest(file('request.json', JSON.stringify(asked))),
    }).rules[0]?.spoken
  const said = { ...request, headers: { 'x-team': 'red' } }
  t.equal(spokenOf({ query: { trace: 'on', limit: null } }, said), 1)
  t.equal(spokenOf({ query: { trace: null } }, said), 0)
  t.equal(spokenOf({ header: { 'x-team': 'red', 'x-trace': null } }, said), 1)
  t.equal(spokenOf({ turn: 1 }, said), 1)
  t.equal(spokenOf({ turn: 2 }, said), 0)
  t.equal(spokenOf({ body: { '$.max_completion_tokens': '>1000' } }, said), 1)
  t.equal(spokenOf({ not: { path: '/chat/*' } }, said), 0)
  t.equal(spokenOf({ header: { 'content-type': null }, problem: 'wrong-content-type' }), 1)
  t.equal(spokenOf({ header: { 'content-type': null } }, said), 0)
  t.equal(spokenOf({ header: { 'content-type': null }, endpoint: 'models' }, { path: '/models' }), 1)
})

t.test('a body above the limit is refused as the server refuses it, and a large request is read', async t => {
  const file = fileIn(t)
  const large = (name: string, content: string) =>
    readRequest(
      file(name, JSON.stringify({ headers: { 'X-A': 'b' }, body: { ...(USUAL_REQUEST.body as object), content } })),
    )
  const outcomesOf = (request: ReturnType<typeof readRequest>, api: object) =>
    simulated({ ...order, requests: 1, scenario: scenarioOf({ api }), request }).outcomes
  const two = large('two.json', 'x'.repeat(2 * 1024 ** 2))
  t.same(two.headers, { 'x-a': 'b' })
  t.match(outcomesOf(two, { bodyLimit: '1MiB', validation: 'off' }), [[/^the body is larger than bodyLimit.*413/, 1]])
  t.match(outcomesOf(two, { bodyLimit: '8MiB', validation: 'lenient' }), [[/^no rule spoke: success/, 1]])
  const all = large('all.json', 'x'.repeat(26 * 1024 ** 2))
  t.match(outcomesOf(all, { validation: 'off' }), [[/413/, 1]])
})

t.test('a form is imagined with its recording, which limits count', async t => {
  const file = fileIn(t)
  const got = (request: object, api: object, requests = 1) =>
    simulated({
      ...order,
      requests,
      scenario: scenarioOf({ api: { validation: 'standard', ...api } }),
      request: readRequest(file('request.json', JSON.stringify(request))),
    }).outcomes.map(([because, many]) => `${many} ${because}`)
  const path = '/audio/transcriptions'
  t.match(got({ path }, {}), [/^1 no rule spoke: success/])
  const timed = { response_format: 'verbose_json', timestamp_granularities: ['word'] }
  t.match(got({ path, body: { model: 'whisper-large-v3', temperature: 0, ...timed } }, {}), [/: success/])
  t.match(got({ path, body: { model: 'whisper-large-v3', temperature: 'hot' } }, {}), [/: 400/])
  t.match(got({ path, body: { model: 'whisper-large-v3', url: 'https://127.0.0.1/a.wav' } }, {}), [/: success/])
  t.match(got({ path, headers: { 'content-type': 'application/json' } }, {}), [/^1 the content type does not fit/])
  t.match(got({ path, file: { bytes: '30MiB' } }, {}), [/: 413/])
  t.match(got({ path, file: { bytes: '2MB' } }, { bodyLimit: '1MB' }), [/: 413/])
  // what is asked takes no session time to speak of: of 100 s an hour there is room for three of 30
  const limits = [{ ash: 100 }]
  t.match(got({ path, file: { seconds: 30 } }, { limits }, 5), [/^3 no rule spoke/, /^2 the seconds of audio per hour/])
  t.throws(() => got({ path: '/embeddings', file: { seconds: 3 } }, {}), /has a file, which only POST \/audio/)
  t.throws(() => got({ path, file: { bytes: 3000 } }, {}), /expected a size such as/)
  t.throws(() => got({ path, file: { secnds: 3 } }, {}), /Did you mean "seconds"/)
})

t.test('a request that is too large is told with its size and the limit', async t => {
  const file = fileIn(t)
  const more = file('more.json', '{}')
  truncateSync(more, 32 * 1024 ** 2 + 1)
  t.throws(() => readRequest(more), /more\.json: it has 33554433 bytes; at most 33554432 are read/)
  const yaml = file('long.yaml', `body: ${'x'.repeat(1024 ** 2)}\n`)
  t.throws(
    () => readRequest(yaml),
    /it has 1048583 characters and is not JSON; YAML may have 1048576\. Write it as JSON/,
  )
  const text = 'x'.repeat(1024 ** 2)
  t.throws(() => readRequest(file('list.json', JSON.stringify([text]))), /is not a mapping with method, path, query/)
  t.throws(
    () => readRequest(file('head.json', JSON.stringify({ headers: { a: text } }))),
    /beside its body; at most 1048576/,
  )
  t.throws(
    () => readRequest(file('key.json', JSON.stringify({ boddy: 1, body: text }))),
    /"boddy" is not known.*Did you mean "body"/,
  )
})

t.test('flags say what the request asks for', async t => {
  const rules = [
    { name: 'model', match: { model: 'qwen/*' }, pass: true, delay: '1ms' },
    { name: 'stream', match: { stream: true }, pass: true, delay: '1ms' },
    { name: 'tier', match: { tier: 'flex' }, pass: true, delay: '1ms' },
    { name: 'key', match: { key: 'gsk_mine*' }, pass: true, delay: '1ms' },
  ]
  const file = fileIn(t)
  const scenario = file('mine.yaml', JSON.stringify({ about: 'x', rules }))
  const request = file('request.json', JSON.stringify({ body: { ...(USUAL_REQUEST.body as object), stream: true } }))
  const spokenWith = async (...flags: readonly string[]) => {
    const { code, stdout, stderr } = await run(['simulate', scenario, '--requests', '1', ...flags])
    t.same([code, stderr], [0, ''], flags.join(' '))
    t.notMatch(stdout, 'gsk_mine')
    return rules.map(({ name }) => name).filter(name => new RegExp(`^  ${name} +1 +1$`, 'm').test(stdout))
  }
  t.same(await spokenWith(), [])
  t.same(await spokenWith('--model', 'qwen/qwen3.8-27b'), ['model'])
  t.same(await spokenWith('--stream'), ['stream'])
  t.same(await spokenWith('--request', request), ['stream'])
  t.same(await spokenWith('--request', request, '--no-stream'), [])
  t.same(await spokenWith('--tier', 'flex'), ['tier'])
  t.same(await spokenWith('--key', 'gsk_mine1'), ['key'])
  t.same(await spokenWith('--tier', 'flex', '--key', 'gsk_mine1', '--stream', '--model', 'qwen/x'), [
    'model',
    'stream',
    'tier',
    'key',
  ])
})

t.test('a flag that is wrong, or does not go with the request, ends with exit code 2 and says why', async t => {
  const file = fileIn(t)
  const of = (request: object) =>
    file(`${Object.values(request).join('-').replace(/\W/g, '')}.json`, JSON.stringify(request))
  const embeddings = of({ path: '/embeddings', body: { model: 'x', input: 'y' } })
  const models = of({ path: '/models' })
  const responses = of({ path: '/responses', body: { model: 'openai/gpt-oss-20b', input: 'Hello' } })
  const named = of({ headers: { 'X-Mock-Call': 'one' } })
  const rows: readonly (readonly [args: readonly string[], ...says: readonly (string | RegExp)[]])[] = [
    [['--modle', 'x'], 'Did you mean "--model"?'],
    [['--model', ''], '--model is "";'],
    [['--model'], '--model needs a value'],
    [['--stream=yes'], '--stream takes no value'],
    [['--tier', 'felx'], '--tier is "felx"; expected auto, on_demand, flex, performance, default.'],
    [['--tier', 'default'], 'does not go with POST /chat/completions', 'auto, on_demand, flex, performance'],
    [['--request', responses, '--tier', 'performance'], 'does not go with POST /responses', 'auto, default, flex'],
    [['--key', ''], '--key is ""'],
    [['--key', 'gsk_a\nb'], '--key has what no header carries'],
    [['--retries', '-1'], '--retries is "-1"; expected a whole number from 0 to 100'],
    [['--retries', '101'], 'from 0 to 100'],
    [['--retries', '2', '--request', named], '--retries does not go with a request that has x-mock-call'],
    [
      ['--request', embeddings, '--stream'],
      '--stream does not go with POST /embeddings',
      'chat.completions, responses',
    ],
    [['--request', embeddings, '--no-stream'], '--no-stream does not go with POST /embeddings'],
    [['--request', embeddings, '--tier', 'flex'], '--tier does not go with POST /embeddings'],
    [['--request', models, '--model', 'x'], '--model does not go with GET /models'],
    [['--request', of({ path: '/embeddings' }), '--model', 'x'], '--model needs a body that is a mapping'],
    [['--request', of({ path: '/nothing' }), '--model', 'x'], 'does not go with a URL that is no endpoint'],
  ]
  for (const [args, ...says] of rows)
    await t.test(args.join(' '), async t => {
      const { code, stdout, stderr } = await run(['simulate', 'flaky', ...args])
      t.same([code, stdout], [2, ''])
      t.notMatch(stderr, /^ +at |gsk_a/m)
      for (const part of says) t.match(stderr, part)
    })
})

const retrying = (rules: readonly object[], retries: number, more: object = {}) =>
  simulated({ ...order, requests: 10, retries, scenario: scenarioOf({ rules }), ...more })

t.test('calls are tried again as groq-sdk tries them, and how they end is told', async t => {
  const recovering = retrying([{ match: { attempt: 1 }, error: { status: 429, retryAfter: '3s' } }], 2)
  t.same(recovering.calls, { atFirst: 0, later: 10, givenUp: 0, refused: 0 })
  t.equal(recovering.attempts, 20)
  t.equal(recovering.sessionMs, 10 * (100 + 3000 + 100), 'it waits what it was told')
  const down = retrying([{ error: 503 }], 2)
  t.same(down.calls, { atFirst: 0, later: 0, givenUp: 10, refused: 0 })
  t.equal(down.attempts, 30)
  t.equal(down.sessionMs, 10 * (3 * 100 + 500 + 1000), 'and else 0.5 s, doubled each time')
  t.equal(retrying([{ error: 503 }], 6, { requests: 1 }).sessionMs, 7 * 100 + 500 + 1000 + 2000 + 4000 + 8000 + 8000)
  const report = simulationReport(recovering)
  t.match(report, /10 calls of 1 client, 20 attempts, 32s of session time\n\n10 of 10 calls succeed in the end\./)
  t.match(report, /success after a retry +10 +100\.0%/)
  t.match(report, /WHAT THEY GET +ATTEMPTS/)
  t.same(retrying([{ error: 503 }], 0).calls, null)
  const counted = { header: { 'x-stainless-retry-count': '1' } }
  t.equal(retrying([{ match: counted, complete: {} }, { error: 503 }], 2).attempts, 20, 'it says which try it is')
  t.equal(retrying([{ match: counted, error: 503 }], 0).rules[0]?.matched, 0)
})

t.test('what is sent again is what groq-sdk sends again', async t => {
  const endOf = (rule: object, asked: object = {}) => {
    const { calls, attempts, sessionMs } = retrying([rule], 1, { requests: 1, ...asked })
    const [end = 'none'] = Object.entries(calls ?? {}).flatMap(([name, many]) => (many === 1 ? [name] : []))
    return [end, attempts, sessionMs]
  }
  for (const status of [408, 409, 429, 500, 502, 503, 524])
    t.same(endOf({ error: status }).slice(0, 2), ['givenUp', 2], `${status}`)
  for (const status of [400, 401, 403, 404, 413, 422, 424, 498, 499])
    t.same(endOf({ error: status }), ['refused', 1, 100], `${status}`)
  t.same(endOf({ error: { status: 503, headers: { 'x-should-retry': 'false' } } }), ['refused', 1, 100])
  t.same(endOf({ error: { status: 400, headers: { 'x-should-retry': 'true' } } }), ['givenUp', 2, 700])
  t.same(endOf({ reply: { status: 503, headers: { 'retry-after': '2' } } }), ['givenUp', 2, 2200])
  t.same(endOf({ error: { status: 429, retryAfter: { ms: 250 } } }), ['givenUp', 2, 450])
  t.same(
    endOf({ error: { status: 429, retryAfter: { date: '5s' } } }),
    ['givenUp', 2, 5200],
    'the session begins on a whole second',
  )
  t.same(endOf({ error: 503, headers: { 'retry-after': '7' } }), ['givenUp', 2, 7200])
  t.same(endOf({ error: { status: 429, retryAfter: '2s' }, headers: { 'retry-after': null } }), ['givenUp', 2, 700])
  t.same(endOf({ error: { status: 429, retryAfter: '0s' } }), ['givenUp', 2, 200])
  t.same(endOf({ fault: 'reset' }), ['givenUp', 2, 700])
  t.same(endOf({ fault: 'hang' }), ['givenUp', 2, 120_500], 'it waits for a minute')
  t.same(endOf({ delay: '2m' }), ['givenUp', 2, 120_500])
  t.same(endOf({ delay: '59s' }), ['atFirst', 1, 59_100])
  t.same(endOf({ fault: { cut: { after: '3 chunks' } } }), ['refused', 1, 100], 'what breaks behind a good head is not')
  t.same(endOf({ fault: { trickle: { bytesPerSecond: 50 } } }), ['atFirst', 1, 100])
  const streamed = { request: { ...USUAL_REQUEST, body: chatBody({ stream: true }) } }
  t.same(endOf({ stream: { error: { after: '2 chunks', status: 503 } } }, streamed), ['refused', 1, 100])
  t.same(endOf({ stream: { error: { after: '2 chunks', status: 503 } } }), ['atFirst', 1, 100], 'it is no stream')
  t.same(endOf({ error: { status: 400, variant: 'tool-use-failed' } }, streamed), ['refused', 1, 100])
})

t.test('several clients wait each for their own, and limits see what is sent again', async t => {
  const rules = [{ match: { attempt: 1 }, error: { status: 429, retryAfter: '1s' } }]
  const { calls, attempts, sessionMs } = retrying(rules, 2, { clients: 5 })
  t.same([calls, attempts, sessionMs], [{ atFirst: 0, later: 10, givenUp: 0, refused: 0 }, 20, 2 * 1200])
  // a bucket of one, which is full again after a minute
  const limited = simulated({
    ...order,
    requests: 3,
    retries: 2,
    scenario: scenarioOf({ api: { limits: [{ rpm: 1 }] } }),
  })
  t.same(limited.calls, { atFirst: 1, later: 2, givenUp: 0, refused: 0 })
  t.equal(limited.attempts, 5)
})

t.test('with retries it says what the server then does to a client that tries again', async t => {
  const rules = [{ name: 'r', share: '60%', error: { status: 503, headers: { 'retry-after': '0' } } }]
  const imagined = simulated({
    ...order,
    requests: 40,
    retries: 2,
    scenario: scenarioOf({ rules }),
    request: { ...USUAL_REQUEST, body: chatBody() },
  })
  const mock = await startMock(t, { rules })
  let [served, attempts] = [0, 0]
  for (let i = 0; i < 40; i += 1)
    for (let attempt = 0, status = 503; attempt < 3 && status === 503; attempt += 1) {
      status = (await mock.chat({ headers: { 'x-mock-call': `c${i}` } })).status
      attempts += 1
      if (status === 200) served += 1
    }
  t.equal(imagined.attempts, attempts)
  t.equal((imagined.calls?.atFirst ?? 0) + (imagined.calls?.later ?? 0), served)
})

t.test('the example of the page is a request', async t => {
  const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8')
  const [, example = ''] = /<!-- request -->\n```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const request = readRequest(fileIn(t)('request.yaml', example))
  t.match(request, { method: 'POST', path: /^\/openai\/v1\/chat\/completions\?/, body: { messages: [{}] } })
  t.match(simulated({ ...order, requests: 1, scenario: scenarioOf({}), request }).outcomes, [[/success/, 1]])
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
