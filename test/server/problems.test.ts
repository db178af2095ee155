import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const CHAT = '/openai/v1/chat/completions'
const json = { 'content-type': 'application/json' }

interface Row {
  readonly what: string
  readonly ask: (mock: TestMock) => Promise<Response>
  readonly api?: object
  readonly status: number
  readonly message: RegExp
  readonly because: RegExp
  /** The name that `match.problem` takes. */
  readonly problem: string
}

const post =
  (path: string, body: string | (() => ReadableStream), headers: Readonly<Record<string, string>> = json) =>
  (mock: TestMock) =>
    fetch(mock.url + path, {
      method: 'POST',
      headers,
      ...(typeof body === 'string' ? { body } : { body: body(), duplex: 'half' }),
    } as RequestInit)
const valid = JSON.stringify(chatBody())

const rows: readonly Row[] = [
  {
    what: 'bad encoding in the URL',
    problem: 'bad-url',
    ask: mock => fetch(`${mock.url}/openai/v1/models/%zz`),
    status: 400,
    message: /URL|encod/i,
    because: /badly encoded/,
  },
  {
    what: 'bad encoding behind a prefix',
    problem: 'bad-url',
    ask: mock => fetch(`${mock.url}/session/default/openai/v1/models/%E0%A4%A`),
    status: 400,
    message: /URL|encod/i,
    because: /badly encoded/,
  },
  {
    what: 'an unknown URL',
    problem: 'unknown-url',
    ask: post('/openai/v1/completions?x=1', valid),
    status: 404,
    message: /^Unknown request URL: POST \/openai\/v1\/completions\. Please check/,
    because: /no such URL/,
  },
  {
    what: 'an unknown URL with broken JSON',
    problem: 'unknown-url',
    ask: post('/openai/v1/completions', '{'),
    status: 404,
    message: /^Unknown request URL/,
    because: /no such URL/,
  },
  {
    what: 'a wrong method',
    problem: 'wrong-method',
    ask: mock => fetch(mock.url + CHAT),
    status: 404,
    message: /^Unknown request URL: GET \/openai\/v1\/chat\/completions\./,
    because: /not this method/,
  },
  {
    what: 'a wrong content type',
    problem: 'wrong-content-type',
    ask: post(CHAT, valid, { 'content-type': 'text/plain' }),
    status: 400,
    message: /content.type/i,
    because: /content type does not fit/,
  },
  {
    what: 'a content type that can be none',
    problem: 'wrong-content-type',
    ask: post(CHAT, valid, { 'content-type': 'nonsense' }),
    status: 400,
    message: /content.type/i,
    because: /content type does not fit/,
  },
  {
    what: 'a body with a declared length above the limit',
    problem: 'body-too-large',
    api: { bodyLimit: '1KiB' },
    ask: post(CHAT, JSON.stringify(chatBody({ user: 'x'.repeat(2000) }))),
    status: 413,
    message: /^Request Entity Too Large$/,
    because: /larger than bodyLimit/,
  },
  {
    what: 'a chunked body above the limit',
    problem: 'body-too-large',
    api: { bodyLimit: '1KiB' },
    ask: post(CHAT, () => new Blob(['{"a":"', 'x'.repeat(5000), '"}']).stream()),
    status: 413,
    message: /^Request Entity Too Large$/,
    because: /larger than bodyLimit/,
  },
  {
    what: 'an empty body',
    problem: 'empty-body',
    ask: post(CHAT, ''),
    status: 400,
    message: /body/i,
    because: /body is empty/,
  },
  {
    what: 'broken JSON',
    problem: 'invalid-json',
    ask: post(CHAT, '{"model": "x", '),
    status: 400,
    message: /JSON/,
    because: /not JSON/,
  },
  {
    what: 'bytes that are not UTF-8',
    problem: 'invalid-json',
    ask: mock => fetch(mock.url + CHAT, { method: 'POST', headers: json, body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }),
    status: 400,
    message: /JSON/,
    because: /not JSON/,
  },
  {
    what: 'a body without its model',
    problem: 'invalid-body',
    ask: post(CHAT, '{"messages":[{"role":"user","content":"x"}]}'),
    status: 400,
    message: /^'model' : property 'model' is missing$/,
    because: /not what the API takes/,
  },
  {
    what: 'a value of a wrong type',
    problem: 'invalid-body',
    ask: post(CHAT, JSON.stringify(chatBody({ temperature: 'hot' }))),
    status: 400,
    message: /^'temperature' : value must be a number$/,
    because: /not what the API takes/,
  },
  {
    what: 'a request without a key',
    problem: 'no-key',
    api: { keys: 'present' },
    ask: post(CHAT, valid),
    status: 401,
    message: /^Invalid API Key$/,
    because: /no API key/,
  },
  {
    what: 'a key without the word Bearer',
    problem: 'bad-key',
    api: { keys: 'present' },
    ask: post(CHAT, valid, { ...json, authorization: 'gsk_naked' }),
    status: 401,
    message: /^Invalid API Key$/,
    because: /key is refused/,
  },
  {
    what: 'a key that is not on the list',
    problem: 'bad-key',
    api: { keys: ['gsk_good'] },
    ask: post(CHAT, valid, { ...json, authorization: 'Bearer gsk_bad' }),
    status: 401,
    message: /^Invalid API Key$/,
    because: /key is refused/,
  },
  {
    what: 'an unknown model',
    problem: 'unknown-model',
    api: { models: 'known' },
    ask: post(CHAT, JSON.stringify(chatBody({ model: 'bad model' }))),
    status: 404,
    message: /^The model `bad model` does not exist or you do not have access to it\.$/,
    because: /model is not served/,
  },
  {
    what: 'an unknown model in the path',
    problem: 'unknown-model',
    api: { models: ['openai/gpt-oss-20b'] },
    ask: mock => fetch(`${mock.url}/openai/v1/models/who%2Fknows`),
    status: 404,
    message: /^The model `who\/knows` does not exist/,
    because: /model is not served/,
  },
  {
    what: 'a model that was retired lately',
    problem: 'retired-model',
    api: { models: 'known' },
    ask: post(CHAT, JSON.stringify(chatBody({ model: 'llama-3.3-70b-versatile' }))),
    status: 404,
    message: /^The model `llama-3\.3-70b-versatile` does not exist or you do not have access to it\.$/,
    because: /model is retired: 404 Not Found \(model-not-found\)/,
  },
  {
    what: 'a model that was retired long ago',
    problem: 'retired-model',
    api: { models: 'known' },
    ask: post(CHAT, JSON.stringify(chatBody({ model: 'gemma2-9b-it' }))),
    status: 400,
    message: /^The model `gemma2-9b-it` has been decommissioned/,
    because: /model is retired: 400 Bad Request \(model-decommissioned\)/,
  },
]

for (const { what, ask, api, status, message, because, problem } of rows) {
  t.test(`${what} gets its ${status}, and a line in the journal`, async t => {
    const mock = await startMock(t, api ? { api } : {})
    const answer = await ask(mock)
    t.equal(answer.status, status)
    t.equal(answer.headers.get('content-type'), 'application/json')
    t.match(((await answer.json()) as { error: { message: string } }).error.message, message)
    t.match(await mock.lastEntry(), { status, because, outcome: 'error', endedBy: 'server' })
  })

  t.test(`${what} can be answered by a rule that matches the problem ${problem}`, async t => {
    const mock = await startMock(t, {
      ...(api ? { api } : {}),
      rules: [
        {
          name: 'other',
          match: { problem: problem === 'bad-url' ? '*' : problem },
          error: { status: 503, message: 'instead' },
        },
      ],
    })
    const answer = await ask(mock)
    t.equal(answer.status, 503)
    t.match(await answer.json(), { error: { message: 'instead' } })
    t.match(await mock.lastEntry(), { status: 503, rule: 'other' })
  })
}

t.test('a rule makes a success of a real 413 and of broken JSON', async t => {
  const mock = await startMock(t, {
    api: { bodyLimit: '1KiB' },
    rules: [{ match: { problem: ['body-too-large', 'invalid-json'] }, complete: { text: 'never mind' } }],
  })
  for (const body of [JSON.stringify(chatBody({ user: 'x'.repeat(2000) })), '{']) {
    const answer = await mock.chat({ body })
    t.equal(answer.status, 200)
    t.match(await answer.json(), { choices: [{ message: { content: 'never mind' } }] })
  }
})

t.test('a rule that does not match problems passes over what is refused, and the entry says so', async t => {
  const mock = await startMock(t, { rules: [{ name: 'hi', complete: { text: 'hi' } }] })
  t.equal((await mock.chat({ body: '{' })).status, 400)
  const entry: Entry = await mock.lastEntry()
  t.match(entry.nearMisses, [{ rule: 'hi', missed: /refused \(invalid-json\)/ }])
})

t.test('what only the key is wrong with, a rule with a success answers', async t => {
  const mock = await startMock(t, { api: { keys: ['gsk_good'] }, rules: [{ complete: { text: 'hi' } }] })
  t.equal((await mock.chat()).status, 200)
})

t.test('with validation off only what is no JSON is refused', async t => {
  const mock = await startMock(t, { api: { validation: 'off' } })
  for (const body of ['{}', '[]', '"x"', 'null', '{"messages": 3, "stream": "yes"}', '{"__proto__": {"model": "x"}}'])
    t.equal((await mock.chat({ body })).status, 200, body)
  t.equal((await mock.chat({ body: '{' })).status, 400)
})

t.test('the problems are found in the order of the list', async t => {
  const mock = await startMock(t, { api: { keys: [`gsk_good`], models: 'known', bodyLimit: '1KiB' } })
  const large = { 'content-type': 'text/plain' }
  t.equal((await post('/openai/v1/nothing', 'x'.repeat(2000), large)(mock)).status, 404, 'URL before the rest')
  t.match((await mock.lastEntry()).because, /no such URL/)
  t.equal((await post(CHAT, 'x'.repeat(2000), large)(mock)).status, 400, 'content type before size')
  t.equal((await post(CHAT, 'x'.repeat(2000))(mock)).status, 413, 'size before JSON')
  t.equal((await post(CHAT, '{}')(mock)).status, 400, 'body before key')
  t.equal((await post(CHAT, JSON.stringify(chatBody({ model: 'no' })))(mock)).status, 401, 'key before model')
})

t.test('DELETE and POST with a JSON content type and no body do not fail where the API takes none', async t => {
  const mock = await startMock(t)
  const answer = await fetch(`${mock.url}/openai/v1/models`, { headers: json })
  t.equal(answer.status, 200)
  for (const method of ['DELETE', 'POST']) {
    const other = await fetch(`${mock.url}/openai/v1/models`, { method, headers: json })
    t.equal(other.status, 404, `${method}: known path, unknown method, and no complaint about the empty body`)
  }
})

t.test('a 413 is answered when the limit is crossed: the rest of a large upload is not read', async t => {
  const mock = await startMock(t, { api: { bodyLimit: '64KiB' } })
  const seen = await new Promise<{ status: number; written: number }>((resolve, reject) => {
    let written = 0
    const request = httpRequest(
      mock.url + CHAT,
      { method: 'POST', headers: { ...json, 'transfer-encoding': 'chunked' } },
      response => {
        response.resume()
        resolve({ status: response.statusCode ?? 0, written })
        request.destroy()
      },
    )
    request.on('error', reject)
    const chunk = Buffer.alloc(64 * 1024, 120)
    const more = (): void => {
      if (request.destroyed || written > 500 * 1024 ** 2) return
      written += chunk.length
      if (request.write(chunk)) setImmediate(more)
      else request.once('drain', more)
    }
    more()
  })
  t.equal(seen.status, 413)
  t.ok(seen.written < 50 * 1024 ** 2, `${seen.written} bytes were taken`)
})

t.test('while a 413 waits for its delay, nothing more of the upload is read', async t => {
  const mock = await startFrozen(t, { api: { bodyLimit: '1KiB' }, rules: [{ delay: '300ms' }] })
  const socket = await openSocket(t, mock)
  const answered = collect(socket)
  socket.write(rawRequest('POST', CHAT, '', ['content-type: application/json', 'transfer-encoding: chunked']))
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  socket.write(chunk)
  await mock.waiting(1)
  let written = chunk.length
  let taken = true
  while (taken && written < 300 * 1024 ** 2) {
    written += chunk.length
    // that nothing more is read shows in silence alone; time stands still, so a longer one would show the same
    if (!socket.write(chunk)) taken = await Promise.race([once(socket, 'drain'), wait(200, false)]).then(Boolean)
  }
  t.ok(written < 50 * 1024 ** 2, `${written} bytes were taken`)
  await mock.clock.advance(300)
  t.match((await answered).bytes, /^HTTP\/1\.1 413 Request Entity Too Large\r\n/)
})
