import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { hidden } from '#src/secret'
import { allAnswers } from '../helpers/all-answers.ts'
import { run, type Served, serveHere } from '../helpers/cli.ts'
import { formBytes, postForm, transcriptionParts } from '../helpers/forms.ts'
import { chatBody, collect, openSocket, rawRequest, type Teardown } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'

/** A secret that has no form: nothing but its place tells that it is one. */
const plain = (number: number): string => `pl41n${number}zQ7xT2wV`

/** Forms of keys that are known wherever they stand; no two secrets are equal. */
const forms: readonly ((tail: string) => string)[] = [
  tail => `sk-${tail}`,
  tail => `sk-proj-${tail}_x`,
  tail => `sk-ant-api03-${tail}`,
  tail => `gsk_${tail}`,
  tail => `xai-${tail}`,
  tail => `pplx-${tail}`,
  tail => `hf_${tail}`,
  tail => `ghp_${tail}`,
  tail => `github_pat_${tail}`,
  tail => `xoxb-${tail}`,
  tail => `AIzaSy${tail}x`,
  tail => `AKIA${tail.toUpperCase()}`,
  tail => `sk_live_${tail}`,
  tail => `eyJhbGciOiJ${tail}.eyJzdWIiOiIx${tail}.${tail}`,
]
const keyLike = (number: number): string => forms[number % forms.length]?.(`9fK2${number}mQ8vL3xR7`) ?? ''

/** Whom a secret is sent to, and how. */
type Send = (server: Served, secret: string, t: Teardown) => Promise<Response | string>

interface Place {
  readonly what: string
  readonly secretOf: (number: number) => string
  readonly send: Send
}

const get =
  (path: (secret: string) => string, headers: (secret: string) => Record<string, string> = () => ({})): Send =>
  ({ url }, secret) =>
    fetch(url + path(secret), { headers: headers(secret) })

const post =
  (path: string, body: (secret: string) => unknown, headers: Record<string, string> = {}): Send =>
  ({ url }, secret) => {
    const content = body(secret)
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    return fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    })
  }

const put =
  (path: (secret: string) => string, body: (secret: string) => unknown): Send =>
  ({ url }, secret) =>
    fetch(url + path(secret), { method: 'PUT', body: JSON.stringify(body(secret)) })

const raw =
  (bytes: (secret: string) => string): Send =>
  async (server, secret, t) => {
    const socket = await openSocket(t, server)
    socket.write(bytes(secret))
    return (await collect(socket)).bytes
  }

const MODELS = '/openai/v1/models'

/** Headers whose name says that they hold a secret, whatever is in them. */
const headerNames: readonly string[] = [
  'x-api-key',
  'api-key',
  'apikey',
  'X-Goog-Api-Key',
  'ocp-apim-subscription-key',
  'x-functions-key',
  'x-access-key',
  'x-auth-token',
  'X-AUTH-TOKEN',
  'x-amz-security-token',
  'x-csrf-token',
  'x-gitlab-token',
  'x-vault-token',
  'token',
  'authentication',
  'x-authentication',
  'proxy-authorization',
  'x-forwarded-authorization',
  'x-auth',
  'auth',
  'x-client-secret',
  'secret',
  'x-hub-signature',
  'cookie',
  'cookie2',
  'x-session-cookie',
  'x-password',
  'x-credential',
]

/** The schemes of `Authorization`, written as people write them. */
const schemes: readonly string[] = [
  'Bearer',
  'bearer',
  'BEARER',
  'bEARER ',
  'Basic',
  'Token',
  'ApiKey',
  'Digest',
  'Negotiate',
  '',
]

const queryNames: readonly string[] = [
  'key',
  'api_key',
  'apiKey',
  'api-key',
  'API_KEY',
  'access_token',
  'token',
  'id_token',
  'auth',
  'authorization',
  'secret',
  'client_secret',
  'cookie',
  'password',
  'signature',
  'sig',
  'pass',
  'X-Amz-Signature',
  'api%5Fkey',
  'x[token]',
  'X-Amz-Credential',
]

const memberNames: readonly string[] = ['api_key', 'authorization', 'x-auth-token', 'client_secret', 'password']

const placesOfPlain: readonly (readonly [string, Send])[] = [
  ...headerNames.map(
    name =>
      [
        `header ${name}`,
        get(
          () => MODELS,
          secret => ({ [name]: secret }),
        ),
      ] as const,
  ),
  ...schemes.map(
    scheme =>
      [
        `scheme "${scheme}"`,
        get(
          () => MODELS,
          secret => ({ authorization: `${scheme} ${secret}`.trim() }),
        ),
      ] as const,
  ),
  ...queryNames.map(name => [`query ${name}`, get(secret => `${MODELS}?a=1&${name}=${secret}&b=2`)] as const),
  ...queryNames
    .slice(0, 3)
    .map(name => [`query ${name} of no URL`, get(secret => `/nowhere?${name}=${secret}`)] as const),
  ...memberNames.map(
    name => [`member ${name}`, post(CHAT, secret => chatBody({ metadata: { [name]: secret } }))] as const,
  ),
  ['member within text', post(CHAT, secret => chatBody({ user: JSON.stringify({ api_key: secret }) }))],
  [
    'form',
    post(CHAT, secret => `grant=x&client_secret=${secret}`, { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['a bearer in text', post(CHAT, secret => chatBody({ user: `curl -H "Authorization: bearer ${secret}"` }))],
  [
    'user of an absolute URL',
    raw(secret => `GET http://user:${secret}@mock${MODELS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
  ],
  [
    'user with an @',
    raw(secret => `GET http://user:p@${secret}@mock${MODELS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
  ],
  [
    'user of another scheme',
    raw(secret => `GET ftp://user:${secret}@mock/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
  ],
  ['user of CONNECT', raw(secret => `CONNECT user:${secret}@mock:443 HTTP/1.1\r\nHost: a\r\n\r\n`)],
  ['user in Host', raw(secret => `GET ${MODELS} HTTP/1.1\r\nHost: user:${secret}@mock\r\nConnection: close\r\n\r\n`)],
  [
    'referer',
    get(
      () => MODELS,
      secret => ({ referer: `http://user:${secret}@page/?x=1` }),
    ),
  ],
  [
    'query of a referer',
    get(
      () => MODELS,
      secret => ({ referer: `http://page/?access_token=${secret}` }),
    ),
  ],
  ['what is no HTTP', raw(secret => `GET ${MODELS}?token=${secret} HTTP/9.9\r\n\r\n`)],
  ['a control URL', get(secret => `/__mock/nothing?token=${secret}`)],
  [
    'an origin',
    get(
      () => '/__mock/sessions',
      secret => ({ origin: `http://user:${secret}@page` }),
    ),
  ],
  [
    'api.keys',
    put(
      () => '/__mock/scenarios/keyed',
      secret => ({ about: 'x', rules: [{ error: 503 }], api: { keys: [secret, secret] } }),
    ),
  ],
  [
    'api.keys, badly',
    put(
      () => '/__mock/scenarios/keyed',
      secret => ({ about: 'x', rules: [{ error: 503 }], api: { keys: secret } }),
    ),
  ],
  [
    'organizations',
    put(
      () => '/__mock/scenarios/owned',
      secret => ({ about: 'x', rules: [{ error: 503 }], api: { organizations: { acme: [secret] } } }),
    ),
  ],
  [
    'match.key',
    put(
      () => '/__mock/scenarios/matched',
      secret => ({ about: 'x', rules: [{ match: { key: `${secret}*` }, error: 503 }] }),
    ),
  ],
  [
    'match.header',
    post('/__mock/sessions', secret => ({
      scenario: { about: 'x', rules: [{ match: { header: { 'x-api-key': secret } }, error: 503 }] },
      id: 'headed',
    })),
  ],
  [
    'a near miss',
    get(
      () => `/session/headed${MODELS}`,
      secret => ({ 'x-api-key': secret }),
    ),
  ],
]

const placesOfKeyLike: readonly (readonly [string, Send])[] = [
  ['path', get(secret => `${MODELS}/${secret}`)],
  ['path of no URL', get(secret => `/openai/v1/${secret}/x`)],
  ['encoded path', get(secret => `${MODELS}/a%20${encodeURIComponent(secret).replaceAll('-', '%2D')}`)],
  ['path of a file', get(secret => `/openai/v1/files/${secret}`)],
  ['query', get(secret => `${MODELS}?q=${secret}`)],
  ['encoded query', get(secret => `${MODELS}?q=a%20${secret.replaceAll('_', '%5F').replaceAll('-', '%2d')}`)],
  ['query without a name', get(secret => `${MODELS}?${secret}`)],
  [
    'session by header',
    get(
      () => MODELS,
      secret => ({ 'x-mock-session': secret }),
    ),
  ],
  ['session by URL', get(secret => `/session/${secret}${MODELS}`)],
  [
    'scenario by header',
    get(
      () => MODELS,
      secret => ({ 'x-mock-scenario': secret }),
    ),
  ],
  ['scenario by URL', get(secret => `/scenario/${secret}${MODELS}`)],
  [
    'call',
    get(
      () => MODELS,
      secret => ({ 'x-mock-call': secret }),
    ),
  ],
  [
    'call that is no name',
    get(
      () => MODELS,
      secret => ({ 'x-mock-call': `a b ${secret}` }),
    ),
  ],
  [
    'idempotency key',
    get(
      () => MODELS,
      secret => ({ 'idempotency-key': secret }),
    ),
  ],
  [
    'long idempotency key',
    get(
      () => MODELS,
      secret => ({ 'idempotency-key': `${'-'.repeat(45)}${secret}${'-'.repeat(60)}` }),
    ),
  ],
  [
    'status',
    get(
      () => MODELS,
      secret => ({ 'x-mock-status': secret }),
    ),
  ],
  [
    'variant',
    get(
      () => MODELS,
      secret => ({ 'x-mock-status': '429', 'x-mock-variant': secret }),
    ),
  ],
  [
    'variant behind much',
    get(
      () => MODELS,
      secret => ({ 'x-mock-status': '429', 'x-mock-variant': `${'-'.repeat(112)}${secret}` }),
    ),
  ],
  [
    'wait',
    get(
      () => MODELS,
      secret => ({ 'x-mock-status': '429', 'x-mock-retry-after': secret }),
    ),
  ],
  [
    'user agent',
    get(
      () => MODELS,
      secret => ({ 'user-agent': `agent/1.0 (${secret})` }),
    ),
  ],
  [
    'any header',
    get(
      () => MODELS,
      secret => ({ 'x-note': `mine is ${secret}.` }),
    ),
  ],
  ['model', post(CHAT, secret => chatBody({ model: secret }))],
  ['model that is limited', post(`/session/limited${CHAT}`, secret => chatBody({ model: secret }))],
  ['tier', post(CHAT, secret => chatBody({ service_tier: secret }))],
  ['user', post(CHAT, secret => chatBody({ user: secret }))],
  ['metadata', post(CHAT, secret => chatBody({ metadata: { note: secret } }))],
  [
    'prompt',
    post(CHAT, secret => chatBody({ messages: [{ role: 'user', content: `My key is ${secret}, keep it.` }] })),
  ],
  ['unknown property', post(CHAT, secret => chatBody({ [secret]: 1 }))],
  ['value that is refused', post(CHAT, secret => chatBody({ temperature: secret }))],
  ['role', post(CHAT, secret => chatBody({ messages: [{ role: secret, content: 'a' }] }))],
  ['body that is no JSON', post(CHAT, secret => `{"x": ${secret}`)],
  ['body at the cut', post(CHAT, secret => chatBody({ user: `${'a '.repeat(32_700)}${secret} b` }))],
  [
    'file of a batch',
    post('/openai/v1/batches', secret => ({
      input_file_id: secret,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    })),
  ],
  [
    'field of a form',
    (server, secret) =>
      postForm(
        server,
        '/openai/v1/audio/transcriptions',
        formBytes(transcriptionParts([{ name: 'prompt', value: `${'a'.repeat(990)} ${secret}` }])),
      ),
  ],
  [
    'name of a file',
    (server, secret) =>
      postForm(
        server,
        '/openai/v1/audio/transcriptions',
        formBytes([
          { name: 'model', value: 'whisper-large-v3' },
          { name: 'file', filename: `${secret}.wav`, type: 'audio/wav', value: 'x' },
        ]),
      ),
  ],
  [
    'file that is refused',
    (server, secret) =>
      postForm(
        server,
        '/openai/v1/files',
        formBytes([
          { name: 'purpose', value: 'batch' },
          { name: 'file', filename: `${secret}.txt`, type: 'text/plain', value: 'x' },
        ]),
      ),
  ],
  ['what is no HTTP', raw(secret => `GET ${MODELS}/${secret} HTTP/9.9\r\n\r\n`)],
  ['a pipelined head', raw(secret => `${rawRequest('GET', `/nowhere/${secret}`)}\r\n\r\nGET / HTTP/9\r\n\r\n`)],
  ['a name of a session that there is not', get(secret => `/__mock/sessions/no-${secret}`)],
  ['a name of a scenario that there is not', get(secret => `/__mock/scenarios/no-${secret}`)],
  ['a made session', post('/__mock/sessions', secret => ({ id: secret }))],
  ['a made session of no scenario', post('/__mock/sessions', secret => ({ scenario: secret }))],
  ['a control body', post('/__mock/sessions', secret => ({ [secret]: secret }))],
  [
    'a scenario by PUT',
    put(
      secret => `/__mock/scenarios/${secret}`,
      () => ({ about: 'x', rules: [{ error: 503 }] }),
    ),
  ],
  [
    'a wrong scenario',
    put(
      () => '/__mock/scenarios/wrong',
      secret => ({ about: 'x', [secret]: [{ error: secret }] }),
    ),
  ],
  [
    'about',
    put(
      () => '/__mock/scenarios/told',
      secret => ({ about: `with ${secret}`, rules: [{ error: 503 }] }),
    ),
  ],
  ['a checked scenario', post('/__mock/check', secret => ({ about: 'x', rules: [{ error: secret }] }))],
  [
    'the name of a rule',
    post('/__mock/sessions', secret => ({
      id: 'ruled',
      scenario: { about: 'x', rules: [{ name: secret, error: 503 }] },
    })),
  ],
  [
    'what a rule looks for',
    post('/__mock/sessions', secret => ({
      id: 'said',
      scenario: {
        about: 'x',
        rules: [
          { match: { says: secret }, error: 503 },
          { match: { body: { '$.user': secret } }, error: 503 },
        ],
      },
    })),
  ],
  ['a filter', get(secret => `/__mock/sessions/default/journal?rule=${secret}`)],
  ['a filter that there is not', get(secret => `/__mock/sessions/default/journal?${secret}=1`)],
  ['an entry', get(secret => `/__mock/journal/${secret}/explain`)],
  [
    'what is verified',
    post('/__mock/sessions/default/verify', secret => ({ match: { call: secret, userAgent: secret }, count: 9 })),
  ],
  ['a rule that is verified', post('/__mock/sessions/default/verify', secret => ({ match: { rule: secret } }))],
]

const places: readonly Place[] = [
  ...placesOfPlain.map(([what, send]) => ({ what, secretOf: plain, send })),
  ...placesOfKeyLike.map(([what, send]) => ({ what, secretOf: keyLike, send })),
]

/** What an answer says that a client logs: its head, and its body where it is an error or the control API's. */
const told = async (answer: Response | string): Promise<string> => {
  if (typeof answer === 'string') return answer
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  const body = await answer.text()
  return answer.status >= 400 || answer.url.includes('/__mock') ? `${head}\n${body}` : head
}

const limited = { about: 'x', rules: [{ error: 503 }], api: { limits: [{ rpm: 100 }] } }

for (const format of ['json', 'text']) {
  t.test(`of 127 secrets in as many places none comes out, with the ${format} log`, async t => {
    const server = await serveHere(t, ['--log-format', format, '--log-level', 'trace', '--keep-bodies'])
    await fetch(`${server.url}/__mock/sessions`, {
      method: 'POST',
      body: JSON.stringify({ id: 'limited', scenario: limited }),
    })
    const sent: { readonly what: string; readonly secret: string; readonly answer: string }[] = []
    for (const [i, { what, secretOf, send }] of places.entries()) {
      const secret = secretOf(i)
      sent.push({ what, secret, answer: await told(await send(server, secret, t)) })
    }
    for (const session of ['ruled', 'said', 'headed'])
      await fetch(`${server.url}/session/${session}${CHAT}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(chatBody()),
      })
    await fetch(`${server.url}${MODELS}?last=1`)
    await server.printed(/last=1 → /)

    t.ok(sent.length >= 127, `${sent.length}`)
    t.equal(new Set(sent.map(({ secret }) => secret)).size, sent.length)
    t.same(
      sent.filter(({ secret, answer }) => answer.includes(secret)).map(({ what }) => what),
      [],
      'answers',
    )
    const log = server.stdout()
    t.same(
      sent.filter(({ secret }) => log.includes(secret)).map(({ what }) => what),
      [],
      'log',
    )
    const control = (await allAnswers(server)).join('\n')
    t.same(
      sent.filter(({ secret }) => control.includes(secret)).map(({ what }) => what),
      [],
      'control API',
    )
    // what is left out altogether proves nothing: most are there, as their hashes
    const shown = sent.filter(({ secret, answer }) => [log, control, answer].some(all => all.includes(hidden(secret))))
    t.ok(shown.length > 100, `${shown.length} are shown as hashes`)
  })
}

t.test('equal secrets can be told equal, wherever they stand and in whatever scheme, and others not', async t => {
  const server = await serveHere(t)
  const [one, other] = ['an-equal-secret-1', 'another-secret-22']
  await fetch(`${server.url}${MODELS}?api_key=${one}`, {
    headers: { authorization: `bearer ${one}`, 'x-api-key': one, cookie: other },
  })
  const { entries } = (await (await fetch(`${server.url}/__mock/sessions/default/journal`)).json()) as {
    readonly entries: readonly { readonly path: string; readonly kept: { readonly headers: object } }[]
  }
  t.equal(entries[0]?.path, `${MODELS}?api_key=${hidden(one)}`)
  t.match(entries[0]?.kept.headers, {
    authorization: `bearer ${hidden(one)}`,
    'x-api-key': hidden(one),
    cookie: hidden(other),
  })
  t.not(hidden(one), hidden(other))
})

t.test('rules see what was sent: keys, headers and names that are hidden still match', async t => {
  const KEY = 'gsk_1234567890abcdefghij'
  const scenario = {
    about: 'x',
    api: { keys: [KEY] },
    rules: [
      { name: 'by header', match: { header: { 'x-api-key': KEY } }, error: 503 },
      { name: 'by path', match: { path: `/models/${KEY}` }, error: 502 },
    ],
  }
  const server = await serveHere(t)
  await fetch(`${server.url}/__mock/sessions`, { method: 'POST', body: JSON.stringify({ id: KEY, scenario }) })
  const asked = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${server.url}/session/${KEY}${path}`, { headers: { authorization: `Bearer ${KEY}`, ...headers } }))
      .status
  t.same(
    [await asked(MODELS), await asked(MODELS, { 'x-api-key': KEY }), await asked(`${MODELS}/${KEY}`)],
    [200, 503, 502],
  )
  t.equal(await asked(MODELS, { authorization: 'Bearer gsk_1234567890abcdefghik' }), 401)
  const session = await fetch(`${server.url}/__mock/sessions/${KEY}`)
  t.match(await session.json(), { id: hidden(KEY), entries: 4 }, 'a session is found by the name that it was given')
})

t.test('the text of a scenario is shown with hashes for its keys, and stays JSON where it is JSON', async t => {
  const server = await serveHere(t)
  const [key, other] = [plain(601), keyLike(602)]
  const scenario = { about: 'x', api: { keys: [key], organizations: { acme: [other] } }, rules: [{ error: 503 }] }
  const path = `${server.url}/__mock/scenarios/keyed`
  t.equal((await fetch(path, { method: 'PUT', body: JSON.stringify(scenario) })).status, 200)
  const { text } = (await (await fetch(path)).json()) as { readonly text: string }
  t.same(JSON.parse(text), {
    ...scenario,
    api: { keys: [hidden(key)], organizations: { acme: [hidden(other)] } },
  })
})

t.test('no command prints a secret on either output', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const [inFile, listed] = [keyLike(501), plain(502)]
  const file = join(folder, `${keyLike(503)}.yaml`)
  writeFileSync(
    file,
    `about: ${inFile}\napi: { keys: [${listed}, ${listed}], wrong: 1 }\nrules: [{ error: "${inFile}" }]\n`,
  )
  const commands = [
    ['check', file],
    ['check', '--json', file],
    ['serve', '--scenario', keyLike(504)],
    ['serve', '--scenario', file],
    ['serve', keyLike(505)],
    ['serve', '--log-level', keyLike(506)],
    [keyLike(507)],
    ['explain', '--url', `http://user:${plain(508)}@127.0.0.1:9`, 'req_1'],
    ['simulate', file],
  ]
  for (const command of commands) {
    const { code, stdout, stderr } = await run(command)
    t.not(code, 0, command.join(' ').slice(0, 20))
    const secrets = [inFile, listed, ...[503, 504, 505, 506, 507].map(keyLike), plain(508)]
    t.same(
      secrets.filter(secret => `${stdout}${stderr}`.includes(secret)),
      [],
      command.join(' ').slice(0, 20),
    )
  }
  const { stdout } = await run(['check', file])
  t.match(stdout, /keys: \[\*{16}, \*{16}\]/, 'the line is shown, and each letter keeps its column')
})
