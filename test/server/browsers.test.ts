import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const origin = 'https://page.example'
/** What groq-sdk and openai ask for in a browser. */
const asked = 'authorization,content-type,x-stainless-arch,x-stainless-retry-count'

const preflight = (
  { url }: { readonly url: string },
  path = CHAT,
  method = 'POST',
  headers: Readonly<Record<string, string>> = { 'access-control-request-headers': asked },
): Promise<Response> =>
  fetch(url + path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': method, ...headers } })

const cors = ({ headers }: Response, what: string): string | null => headers.get(`access-control-allow-${what}`)

t.test('a preflight is answered for every URL, also for one whose answer is an error', async t => {
  const mock = await startMock(t, { api: { keys: 'present', models: 'known' } })
  for (const [path, method] of [
    [CHAT, 'POST'],
    ['/v1/chat/completions', 'POST'],
    ['/openai/v1/models', 'GET'],
    ['/openai/v1/models/qwen%2Fqwen3.6-27b', 'DELETE'],
    ['/openai/v1/files/x/content', 'GET'],
    ['/openai/v1/files', 'POST'],
    ['/openai/v1/nowhere', 'POST'],
    ['/openai/v1/models/%zz', 'GET'],
    [CHAT, 'PUT'],
    [`/scenario/outage${CHAT}`, 'POST'],
    [`/scenario/no-such-scenario${CHAT}`, 'POST'],
    ['/', 'GET'],
  ] as const) {
    const answer = await preflight(mock, path, method)
    t.equal(answer.status, 204, path)
    t.equal(cors(answer, 'origin'), '*', path)
    t.equal(cors(answer, 'headers'), asked, path)
    t.match(cors(answer, 'methods'), /^GET, HEAD, POST, DELETE, OPTIONS$/, path)
    t.equal(answer.headers.get('vary'), 'Origin', path)
    t.equal(await answer.text(), '')
  }
  t.equal(cors(await preflight(mock, CHAT, 'POST', {}), 'headers'), null, 'what is not asked is not allowed')
})

t.test('a preflight moves no counter, no attempt and no clock, and is journaled for what it is', async t => {
  const mock = await startFrozen(t, {
    rules: [
      { name: 'first', match: { attempt: 1 }, during: '0s..5s', times: 1, error: 503 },
      { name: 'second', match: { path: '/chat/*' }, after: 1, every: 2, error: 429 },
    ],
  })
  for (let i = 0; i < 3; i += 1) t.equal((await preflight(mock)).status, 204)
  await mock.clock.advance(60_000)
  const counters = mock.sessions.get('default')?.counters
  t.same(counters, { asked: 0, matched: [0, 0], spoken: [0, 0] })
  t.match((await mock.entries(3))[2], {
    method: 'OPTIONS',
    path: CHAT,
    endpoint: null,
    call: 'none',
    rule: null,
    status: 204,
    because: 'the preflight of a browser: the literal answer 204 No Content',
    nearMisses: [],
    offsetMs: 0,
  })
  t.equal((await mock.chat()).status, 503, 'session time begins with this one')
  await preflight(mock)
  t.equal((await mock.chat()).status, 200, 'number one of the second rule')
  await preflight(mock)
  t.equal((await mock.chat()).status, 200, 'number two')
  t.equal((await mock.chat()).status, 429, 'and three')
  const chats = (await mock.entries(9)).filter(({ method }) => method === 'POST')
  t.same(
    chats.map(({ call, attempt }) => [call, attempt]),
    [
      ['call-1', 1],
      ['call-1', 2],
      ['call-2', 1],
      ['call-3', 1],
    ],
  )
})

t.test('no fault, delay, limit or refused key of a scenario meets a preflight', async t => {
  const mock = await startMock(t, {
    api: { keys: 'present', delay: '10m', limits: [{ rpm: 1 }], capacity: { concurrent: 1 } },
    rules: [{ match: { endpoint: 'models' }, fault: 'hang' }, { fault: 'reset' }],
  })
  for (const path of [CHAT, '/openai/v1/models'])
    for (let i = 0; i < 3; i += 1) t.equal((await preflight(mock, path)).status, 204)
  for (const name of ['hang', 'connection-reset', 'status-401', 'outage', 'cancelled'])
    t.equal((await preflight(mock, `/scenario/${name}${CHAT}`)).status, 204, name)
})

t.test('a rule that names the method OPTIONS answers preflights, counts them, and draws for each', async t => {
  const mock = await startMock(t, {
    rules: [
      { name: 'reset', match: { endpoint: 'models', method: 'options' }, times: 1, fault: 'reset' },
      { name: 'half', match: { path: '/embeddings', method: ['OPTIONS', 'POST'] }, share: '50%', error: 403 },
      {
        name: 'closed',
        match: { method: 'OPTIONS', endpoint: 'files' },
        headers: { 'access-control-allow-origin': null },
      },
      { name: 'success', match: { method: 'OPTIONS', endpoint: 'batches' }, complete: {} },
    ],
  })
  await t.rejects(preflight(mock, '/openai/v1/models', 'GET'))
  t.match(await mock.lastEntry(), { rule: 'reset', method: 'OPTIONS', endedBy: 'fault' })
  t.equal((await preflight(mock, '/openai/v1/models', 'GET')).status, 204)
  const statuses: number[] = []
  for (let i = 0; i < 40; i += 1) statuses.push((await preflight(mock, '/openai/v1/embeddings')).status)
  t.same(new Set(statuses), new Set([403, 204]))
  t.equal(mock.sessions.get('default')?.counters.matched[1], 40)
  t.equal(cors(await preflight(mock, '/openai/v1/files'), 'origin'), null)
  t.equal((await preflight(mock, '/openai/v1/batches')).status, 204)
  t.equal(mock.sessions.get('default')?.counters.asked, 0)
})

const answers: readonly (readonly [
  what: string,
  ask: (mock: TestMock, headers: Record<string, string>) => Promise<Response>,
  status: number,
])[] = [
  ['a success', (mock, headers) => mock.chat({ headers }), 200],
  ['a stream', (mock, headers) => mock.chat({ headers, body: chatBody({ stream: true }) }), 200],
  [
    'an error in a stream',
    (mock, headers) => mock.chat({ headers, base: '/scenario/stream-error', body: chatBody({ stream: true }) }),
    200,
  ],
  ['an empty body', (mock, headers) => mock.chat({ headers, body: '' }), 400],
  ['an unknown URL', ({ url }, headers) => fetch(`${url}/nowhere`, { headers }), 404],
  ['a bad URL', ({ url }, headers) => fetch(`${url}/openai/v1/models/%zz`, { headers }), 400],
  ['a scenario that there is not', (mock, headers) => mock.chat({ headers, base: '/scenario/nope' }), 404],
  ['a list', ({ url }, headers) => fetch(`${url}/openai/v1/models`, { headers }), 200],
  ...[206, 401, 403, 404, 413, 422, 424, 429, 498, 499, 500, 502, 503, 504, 524].map(
    status =>
      [
        `an injected ${status}`,
        (mock: TestMock, headers: Record<string, string>) =>
          mock.chat({ headers: { ...headers, 'x-mock-status': String(status) } }),
        status,
      ] as const,
  ),
  [
    'the page of the edge',
    (mock, headers) => mock.chat({ headers: { ...headers, 'x-mock-status': '502', 'x-mock-variant': 'edge-html' } }),
    502,
  ],
  ['a literal answer', (mock, headers) => mock.chat({ headers: { ...headers, 'x-a': 'reply' } }), 418],
  [
    'an answer that comes byte by byte',
    (mock, headers) => mock.chat({ headers: { ...headers, 'x-a': 'trickle' } }),
    200,
  ],
  ['an answer that is cut', (mock, headers) => mock.chat({ headers: { ...headers, 'x-a': 'cut' } }), 200],
]

t.test('every answer says to a page of any origin that it may read it, and to nobody else', async t => {
  const mock = await startMock(t, {
    rules: [
      { match: { header: { 'x-a': 'reply' } }, reply: { status: 418, body: 'x' } },
      { match: { header: { 'x-a': 'trickle' } }, fault: { trickle: { bytesPerSecond: 50 } } },
      { match: { header: { 'x-a': 'cut' } }, fault: { cut: { after: '40%' }, with: 'end' } },
    ],
  })
  for (const [what, ask, status] of answers)
    for (const headers of [{ origin }, { origin: 'null' }, {}]) {
      const answer = await ask(mock, headers)
      t.equal(answer.status, status, what)
      t.equal(cors(answer, 'origin'), 'origin' in headers ? '*' : null, what)
      // the page is Cloudflare's own (docs/facts/groq-wire.md §1.9)
      if (what !== 'the page of the edge') t.equal(answer.headers.get('vary'), 'Origin', what)
      t.equal(answer.headers.get('access-control-expose-headers'), null, what)
      await answer.body?.cancel()
    }
})

t.test('a header of a rule or of a literal answer wins, and there is never one twice', async t => {
  const own = { 'access-control-allow-origin': 'https://other.example', 'access-control-expose-headers': 'retry-after' }
  const mock = await startMock(t, {
    rules: [
      { match: { header: { 'x-a': 'reply' } }, reply: { body: 'x', headers: own } },
      { match: { header: { 'x-a': 'rule' } }, error: 429, headers: own },
      { match: { header: { 'x-a': 'none' } }, error: 429, headers: { 'access-control-allow-origin': null } },
    ],
  })
  for (const name of ['reply', 'rule']) {
    const answer = await mock.chat({ headers: { origin, 'x-a': name } })
    t.equal(cors(answer, 'origin'), 'https://other.example', name)
    t.equal(answer.headers.get('access-control-expose-headers'), 'retry-after', name)
  }
  t.equal(cors(await mock.chat({ headers: { origin, 'x-a': 'none' } }), 'origin'), null)
})

t.test('the control API keeps its guard: no page of another origin reads it or is let through', async t => {
  const mock = await startMock(t)
  for (const path of [
    '/__mock/sessions',
    '/__mock/health',
    '/__mock/sessions/default/reset',
    '/session/x/__mock/sessions',
  ]) {
    const answer = await preflight(mock, path)
    t.not(Math.floor(answer.status / 100), path.startsWith('/session') ? 5 : 2, path)
    if (!path.startsWith('/session')) t.equal(cors(answer, 'origin'), null, path)
  }
  const read = await fetch(`${mock.url}/__mock/sessions`, { headers: { origin } })
  t.equal(read.status, 403)
  t.equal(cors(read, 'origin'), null)
})

t.test(
  'OPTIONS * is answered and journaled; an OPTIONS that is no preflight is a URL that Groq does not serve',
  async t => {
    const mock = await startMock(t, { rules: [{ name: 'any', error: 503 }] })
    for (const target of ['*', '*']) {
      const socket = await openSocket(t, mock)
      socket.write(rawRequest('OPTIONS', target, '', ['connection: close']))
      const { bytes } = await collect(socket)
      t.match(bytes, /^HTTP\/1\.1 204 No Content\r\n/)
      t.match(bytes, /\r\nallow: GET, HEAD, POST, DELETE, OPTIONS\r\n/)
      t.match(await mock.lastEntry(), {
        method: 'OPTIONS',
        path: '*',
        status: 204,
        call: 'none',
        because: /^OPTIONS \* asks/,
      })
    }
    t.equal((await fetch(mock.url + CHAT, { method: 'OPTIONS', headers: { origin } })).status, 503, 'no preflight')
    const plain = await startMock(t)
    for (const headers of [{ origin }, { 'access-control-request-method': 'POST' }] as Record<string, string>[])
      t.match(await (await fetch(plain.url + CHAT, { method: 'OPTIONS', headers })).json(), {
        error: { code: 'unknown_url' },
      })
  },
)

t.test('verify counts preflights only where it names their method', async t => {
  const mock = await startMock(t)
  for (let i = 0; i < 2; i += 1) await preflight(mock)
  await mock.chat({ headers: { origin } })
  await mock.entries(3)
  const count = async (match: object): Promise<number> => {
    const answer = await fetch(`${mock.url}/__mock/sessions/default/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ match, count: { min: 0 } }),
    })
    return ((await answer.json()) as { count: number }).count
  }
  t.equal(await count({}), 1)
  t.equal(await count({ path: '/chat/*' }), 1)
  t.equal(await count({ endpoint: 'chat.completions' }), 1)
  t.equal(await count({ attempt: 1 }), 1)
  t.equal(await count({ method: 'OPTIONS' }), 2)
  t.equal(await count({ method: ['OPTIONS', 'POST'] }), 3)
})
