import t from 'tap'
import { answerHeaders, writtenByServer } from '#src/groq/answer-headers'
import { catalogue } from '#src/groq/errors'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { chatBody, startMock } from '../../helpers/mock.ts'

const told = (rules: readonly object[]) =>
  readScenario({ name: 'x', file: 'x', text: JSON.stringify({ about: 'A test.', rules }), place: nowhere }).diagnostics

t.test('a header that is removed and never was there is told, at its place', async t => {
  const text =
    'about: A test.\nrules:\n  - error: 503\n    headers: { x-nothing: null, retry-aftr: null, date: null }\n'
  t.match(readScenario({ name: 'x', file: 'x.yaml', text, place: nowhere }).diagnostics, [
    {
      severity: 'warning',
      line: 4,
      column: 27,
      message: /^there is no header x-nothing to remove/,
      hint: 'Take it out.',
    },
    { severity: 'warning', line: 4, message: /^there is no header retry-aftr/, hint: 'Did you mean "retry-after"?' },
    { severity: 'warning', line: 4, message: /^every answer has the header date: it can be changed, not removed/ },
  ])
  t.match(told([{ sequence: [{ error: 503, headers: { 'x-b': null } }] }]), [{ message: /x-b/ }])
  t.match(told([{ oneOf: [{ share: '50%', error: 503, headers: { Connection: null } }] }]), [{ message: /connection/ }])
})

t.test('one that may be there is not', async t => {
  const mayBe: readonly (readonly object[])[] = [
    [{ error: 429, headers: { 'Retry-After': null } }],
    [{ headers: { vary: null, 'x-request-id': null, 'X-RateLimit-Limit-Tokens': null } }],
    [{ headers: { 'x-a': 'b' } }, { error: 503, times: 1, headers: { 'X-A': null } }],
    [{ headers: { 'x-a': null } }, { reply: { status: 200, body: 'x', headers: { 'x-a': 'b' } } }],
    [{ headers: { 'x-a': null } }, { error: { status: 503, headers: { 'x-a': 'b' } } }],
  ]
  for (const rules of mayBe) t.same(told(rules), [], JSON.stringify(rules))
})

t.test('the list has all headers that answers have', async t => {
  const mock = await startMock(t, { api: { compression: true } })
  const seen = new Set<string>()
  const look = async (path: string, init: RequestInit = {}): Promise<string> => {
    const answer = await fetch(`${mock.url}/openai/v1${path}`, {
      ...init,
      headers: { origin: 'http://page', ...init.headers },
    })
    for (const [name] of answer.headers) seen.add(name)
    return answer.text()
  }
  const json = (body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', ...headers },
  })
  for (const { status } of catalogue)
    await look('/chat/completions', json(chatBody(), { 'x-mock-status': `${status}` }))
  await look('/chat/completions', json(chatBody(), { 'accept-encoding': 'gzip' }))
  await look('/chat/completions', json(chatBody({ stream: true })))
  await look('/embeddings', json({ model: 'nomic-embed-text-v1_5', input: 'a' }))
  await look('/nothing')
  await look('/models', {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'a' },
  })
  const form = new FormData()
  form.set('purpose', 'batch')
  form.set('file', new Blob(['{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{}}\n']), 'a.jsonl')
  const { id } = JSON.parse(await look('/files', { method: 'POST', body: form }))
  await look(`/files/${id}/content`)
  await look(`/files/${id}/content`, { headers: { range: 'bytes=0-3' } })
  await look(`/files/${id}/content`, { headers: { range: 'bytes=900-' } })
  t.same(
    [...seen].filter(
      name =>
        !answerHeaders.has(name) &&
        !writtenByServer.has(name) &&
        name !== 'content-length' &&
        name !== 'transfer-encoding',
    ),
    [],
  )
  t.ok(seen.has('content-range') && seen.has('retry-after') && seen.has('content-encoding'))
})
