/*
 * The journal told what a rule wanted, whether or not the answer could show it: "success that calls get_weather" for a list of
 * models, "no [DONE]" for an answer that was no stream, the model of a 404 that named none. Right since "Tell the rules that
 * change an answer, and claim in the journal only what was sent" (2026-11-26).
 */
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const weather = { toolCalls: [{ name: 'get_weather' }] }

const rows: readonly (readonly [what: string, rule: object, path: string, body: object | null, because: string])[] = [
  [
    'tool calls of a list',
    { complete: weather },
    '/models',
    null,
    'rule x: success; answers of models do not show it: toolCalls could not apply',
  ],
  [
    'a text and a usage of embeddings',
    { complete: { text: 'Hello', usage: { prompt_tokens: 3, completion_tokens: 2 } } },
    '/embeddings',
    { model: 'nomic-embed-text-v1.5', input: 'Hello' },
    'rule x: success; answers of embeddings do not show it: text, usage.completion_tokens could not apply',
  ],
  [
    'a change of a stream that is none',
    { complete: {}, stream: { noDone: true } },
    '/chat/completions',
    chatBody(),
    'rule x: success; the answer is not streamed: noDone could not apply',
  ],
  [
    'a change of a stream that has nothing of the kind',
    { complete: {}, stream: { noDone: true, crlf: true } },
    '/responses',
    { model: 'openai/gpt-oss-20b', input: 'Hello', stream: true },
    'rule x: success, as a stream: lines that end with CRLF; the answer has no [DONE]: noDone could not apply',
  ],
  [
    'a cut behind the end',
    { fault: { cut: { after: '3 chunks' } } },
    '/models',
    null,
    'rule x: success; the answer has 1 chunk only: cut could not apply',
  ],
  ['a 404 without a model', { error: 404 }, '/files', null, 'rule x: 404 Not Found (unknown-url)'],
]

for (const [what, rule, path, body, because] of rows)
  t.test(`${what}: the journal claims only what was sent`, async t => {
    const mock = await startMock(t, { rules: [{ name: 'x', ...rule }] })
    const sent = body === null ? {} : { method: 'POST', body: JSON.stringify(body) }
    await (
      await fetch(`${mock.url}/openai/v1${path}`, { ...sent, headers: { 'content-type': 'application/json' } })
    ).text()
    t.equal((await mock.lastEntry()).because, because)
  })

t.test('headers of a rule are not claimed where no answer was sent', async t => {
  const mock = await startMock(t, {
    rules: [
      { name: 'marked', headers: { 'x-a': 'b' }, delay: '1ms' },
      { name: 'gone', fault: 'reset' },
    ],
  })
  await t.rejects(mock.chat())
  t.match((await mock.lastEntry()).because, /^rule gone: .*, changed by rule marked \(delay\)$/)
})

t.test('cached tokens of a rule are in the usage of a response', async t => {
  const mock = await startMock(t, { rules: [{ complete: { usage: { prompt_tokens: 9, cached_tokens: 7 } } }] })
  const answer = await fetch(`${mock.url}/openai/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', input: 'Hello' }),
  })
  t.match(await answer.json(), { usage: { input_tokens: 9, input_tokens_details: { cached_tokens: 7 } } })
})
