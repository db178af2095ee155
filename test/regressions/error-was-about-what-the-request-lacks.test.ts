/*
 * An injected error told of what its request has not: a 429 for audio, or for a file, of a limit of tokens; a 404 for a file, a
 * batch or a fine tuning of an unknown URL; a 404 for the file of a batch of another file; a refused schema or refused
 * parameters of a schema and a tool that nobody had named; a 413 for a request without tokens of an account that is not the one
 * in its headers.
 * Right since "Tell in injected errors of what the request has" (2026-11-27).
 */
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

interface Told {
  readonly error: { readonly message: string }
}

const ID = '01aaaaaaaaaaaaaaaaaaaaaaaa'
const audio = () => {
  const form = new FormData()
  form.append('model', 'whisper-large-v3')
  form.append('file', new Blob(['x']), 'a.wav')
  return { method: 'POST', body: form }
}
const json = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const parameters = { type: 'object', properties: { ticker: { type: 'string' } } }
const chat = json({
  model: 'openai/gpt-oss-20b',
  messages: [{ role: 'user', content: 'Hello' }],
  tools: [{ type: 'browser_search' }, { type: 'function', function: { name: 'lookup_stock', parameters } }],
})
const strict = { name: 'quote', schema: parameters }
const formatted = json({
  model: 'openai/gpt-oss-20b',
  messages: [{ role: 'user', content: 'Hello' }],
  response_format: { type: 'json_schema', json_schema: strict },
})
const response = json({
  model: 'openai/gpt-oss-20b',
  input: 'Hello',
  tools: [{ type: 'function', name: 'lookup_stock', parameters }],
  text: { format: { type: 'json_schema', ...strict } },
})

const cases: readonly (readonly [string, RequestInit, error: string, variant: string, says: RegExp])[] = [
  ['/audio/transcriptions', audio(), '429', 'requests-per-minute', /whisper-large-v3.* on requests per minute \(RPM\)/],
  ['/audio/translations', audio(), '429', 'requests-per-minute', /whisper-large-v3.* on requests per minute \(RPM\)/],
  ['/models', {}, '429', 'requests-per-minute', /on requests per minute \(RPM\)/],
  [`/files/file_${ID}`, {}, '404', 'file-not-found', /The file `file_01a{24}`/],
  [`/files/file_${ID}/content`, {}, '404', 'file-not-found', /The file `file_01a{24}`/],
  [`/batches/batch_${ID}`, {}, '404', 'batch-not-found', /The batch `batch_01a{24}`/],
  [`/fine_tunings/ft_${ID}`, {}, '404', 'fine-tuning-not-found', /The fine tuning `ft_01a{24}`/],
  [
    '/batches',
    json({ input_file_id: `file_${ID}`, endpoint: '/v1/chat/completions', completion_window: '24h' }),
    '404 file-not-found',
    'file-not-found',
    /The file `file_01a{24}`/,
  ],
  [
    '/chat/completions',
    chat,
    '400 tool-schema-not-strict',
    'tool-schema-not-strict',
    /for tool lookup_stock, tools\[1\]\.function/,
  ],
  [
    '/responses',
    response,
    '400 tool-required-without-properties',
    'tool-required-without-properties',
    /for tool lookup_stock, tools\[0\]\.function/,
  ],
  ['/chat/completions', formatted, '400 schema-open-object', 'schema-open-object', /for response_format: 'quote': /],
  ['/responses', response, '400 schema-open-object', 'schema-open-object', /for response_format: 'quote': /],
  ['/chat/completions', chat, '429', 'tokens-per-minute', /on tokens per minute \(TPM\)/],
  ['/files', {}, '404', 'unknown-url', /Unknown request URL: GET \/openai\/v1\/files/],
]

t.test('an injected error tells of what its request has', async t => {
  const mock = await startMock(t)
  for (const [i, [path, init, error, variant, says]] of cases.entries()) {
    const [status = '', named] = error.split(' ')
    const answer = await fetch(`${mock.url}/openai/v1${path}`, {
      ...init,
      headers: { ...init.headers, 'x-mock-status': status, ...(named ? { 'x-mock-variant': named } : {}) },
    })
    t.match(((await answer.json()) as Told).error.message, says, `${path} ${error}`)
    const entry = (await mock.entries(i + 1)).at(-1)
    t.equal(entry?.variant, variant, `${path} ${error}`)
    t.match(entry?.because, `(${variant})`, `${path} ${error}`)
  }
})

t.test('what is too large is so for the account in the headers, also without tokens of its own', async t => {
  const mock = await startMock(t)
  const answer = await fetch(`${mock.url}/openai/v1/models`, {
    headers: { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-minute' },
  })
  const { message } = ((await answer.json()) as Told).error
  const [, limit, requested] = /Limit (\d+), Requested (\d+)/.exec(message) ?? []
  t.equal(limit, answer.headers.get('x-ratelimit-limit-tokens'))
  t.ok(Number(requested) > Number(limit), message)
})
