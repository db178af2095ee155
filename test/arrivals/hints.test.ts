import t from 'tap'
import { hints } from '#src/arrivals/hints'
import { apiRoots, operations } from '#src/groq/endpoints'
import { collecting } from '../helpers/collecting.ts'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

const warned = () => {
  const lines: string[] = []
  return { lines, log: { warn: (line: string) => void lines.push(line), isLevelEnabled: () => true } }
}

/** The hint on a request without a body; null for none. */
const hintOn = (method: string, target: string, names: readonly string[] = []): string | null => {
  const { lines, log } = warned()
  const rawHeaders = ['Host', '127.0.0.1', ...names.flatMap(name => [name, 'any'])]
  const url = target.replace(/^(?:\/scenario\/[^/]+)?(?:\/session\/[^/]+)?/, '')
  // who is asked at a root of the API is there, with whatever it is
  const operation = apiRoots.some(root => url === `${root}/models`) && method === 'GET' ? 'listModels' : null
  hints(log as never)({ method, rawHeaders }, target, operation, url)
  t.ok(lines.length <= 1, lines.join('\n'))
  return lines[0] ?? null
}

t.test('what a base URL has too little or too much of is told, with what it should be', async t => {
  const rows: readonly (readonly [method: string, target: string, says: string])[] = [
    ['POST', '/chat/completions', 'does not begin with /openai/v1'],
    ['POST', '/scenario/flaky/chat/completions', 'POST /chat/completions leads nowhere'],
    ['GET', '/models', 'OpenAI SDKs take a base URL that ends in /openai/v1'],
    ['GET', '/models/openai/gpt-oss-20b', 'does not begin with /openai/v1'],
    ['POST', '/openai/chat/completions', 'does not begin with /openai/v1'],
    ['POST', '/api/openai/v1/chat/completions', 'does not begin with /openai/v1'],
    ['POST', '/openai/v1/openai/v1/chat/completions', '/openai/v1 is in it twice'],
    ['POST', '/session/s/openai/v1/openai/v1/chat/completions', 'groq-sdk takes one without it'],
    ['POST', '/openai/v1/v1/chat/completions', 'twice'],
    ['POST', '/v1/openai/v1/chat/completions', 'twice'],
    ['POST', '//openai/v1/chat/completions', 'a slash too many'],
    ['POST', '/openai/v1//chat/completions', 'a slash too many'],
    ['POST', '/openai/v1/chat/completions/chat/completions', 'the base URL names an endpoint'],
    ['POST', '/openai/v1/scenario/flaky/chat/completions', 'before /openai/v1'],
    ['POST', '/session/a/scenario/flaky/openai/v1/chat/completions', 'in this order'],
    ['GET', '/openai/v1/chat/completions', 'this URL takes POST'],
    ['DELETE', '/openai/v1/files', 'takes POST and GET'],
    ['GET', '/v1/models', 'At Groq this would lead nowhere'],
    ['CONNECT', 'api.groq.com:443', 'HTTPS_PROXY'],
    ['GET', 'http://api.groq.com/openai/v1/models', 'HTTP_PROXY'],
  ]
  for (const [method, target, says] of rows) t.match(hintOn(method, target), says, `${method} ${target}`)
})

t.test('what is no sign of a wrong base URL is not hinted at', async t => {
  for (const [method, target] of [
    ['GET', '/openai/v1/models'],
    ['GET', '/scenario/flaky/openai/v1/models'],
    ['GET', '/favicon.ico'],
    ['GET', '/robots.txt'],
    ['POST', '/openai/v1/completions'],
    ['GET', '/openai/v1'],
    ['GET', '/modelsandmore'],
    ['OPTIONS', '/chat/completions'],
    ['OPTIONS', '*'],
    ['POST', '/v1/fine_tunings/x/y'],
  ] as const)
    t.equal(hintOn(method, target), null, `${method} ${target}`)
  for (const { method, path } of Object.values(operations))
    t.match(hintOn(method, path), 'does not begin with', `${method} ${path}: and each endpoint has a beginning`)
})

t.test('a header that begins like ours and is none is told, with the nearest', async t => {
  const models = '/openai/v1/models'
  t.match(hintOn('GET', models, ['x-mock-staus']), /x-mock-staus.*Did you mean "x-mock-status"\?/)
  t.match(hintOn('GET', models, ['X-Mock-Retry-Afte']), /x-mock-retry-afte.*Did you mean "x-mock-retry-after"\?/)
  t.match(hintOn('GET', models, ['x-mock-zzzzzzzzzzzzz']), 'Possible: x-mock-scenario, x-mock-session, x-mock-call')
  const known = ['X-Mock-Scenario', 'x-mock-session', 'x-mock-call', 'x-mock-status', 'x-mock-variant']
  t.equal(
    hintOn('GET', models, [...known, 'x-mock-retry-after', 'x-mocking', 'x-team-a', 'x', 'X-Stainless-Lang']),
    null,
  )
})

t.test('each kind is told once, and headers up to a bound', async t => {
  const { lines, log } = warned()
  const hint = hints(log as never)
  for (let i = 0; i < 1000; i += 1) {
    hint({ method: 'POST', rawHeaders: [`x-mock-${i}`, ''] }, `/chat/completions?${i}`, null, `/chat/completions?${i}`)
    hint({ method: 'POST', rawHeaders: ['x-mock-1', ''] }, '/openai/v1/a//b', null, '/openai/v1/a//b')
  }
  t.equal(lines.length, 22)
  t.equal(new Set(lines).size, 22)
})

t.test('the hint is a line of the log; the answer is the one of Groq', async t => {
  const { lines, log } = collecting()
  const mock = await startMock(t, 'steady-state', {}, log)
  for (const path of ['/chat/completions', '/openai/v1/openai/v1/chat/completions', '//openai/v1/models']) {
    const answer = await fetch(mock.url + path, { method: 'POST', body: JSON.stringify(chatBody()) })
    t.equal(answer.status, 404)
    t.match(await answer.json(), {
      error: { message: `Unknown request URL: POST ${path}. Please check`, code: 'unknown_url' },
    })
  }
  t.equal((await mock.chat({ headers: { 'x-mock-staus': '503' } })).status, 200)
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('GET', 'http://api.groq.com/openai/v1/models', '', ['Connection: close']))
  t.match((await collect(socket)).bytes, /^HTTP\/1\.1 200 /)
  const warnings = lines.map(line => JSON.parse(line)).filter(({ level }) => level === 40)
  t.same(
    warnings.map(({ msg }) => /^hint: (?:.*leads nowhere: )?(.{20})/.exec(msg)?.[1]),
    [
      'it does not begin wi',
      '/openai/v1 is in it ',
      'there is a slash too',
      'a request has the he',
      'a client asks with a',
    ],
  )
})

t.test('nobody pays for hints that are not logged', async t => {
  const { lines, log } = collecting('error')
  hints(log)({ method: 'POST', rawHeaders: ['x-mock-staus', ''] }, '/models', null, '/models')
  t.same(lines, [])
})
