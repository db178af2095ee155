import t from 'tap'
import { startMock } from '../helpers/mock.ts'

/** What Codex asks for, as far as the API may refuse it: fields that it always sends, and its own types of tools. */
const codex = {
  model: 'openai/gpt-oss-20b',
  instructions: 'You are a coding agent.',
  input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] }],
  tools: [
    {
      type: 'function',
      name: 'shell',
      strict: false,
      parameters: {
        type: 'object',
        properties: { command: { type: 'array', items: { type: 'string' } } },
        required: ['command'],
      },
    },
    { type: 'namespace', name: 'files', tools: [] },
    { type: 'web_search' },
  ],
  tool_choice: 'auto',
  parallel_tool_calls: false,
  reasoning: { effort: 'medium', summary: 'auto' },
  store: false,
  stream: true,
  include: ['reasoning.encrypted_content'],
  prompt_cache_key: 'thread_1',
}

const { include, ...withoutInclude } = codex
const { prompt_cache_key, ...withoutKey } = withoutInclude
const withTools = (types: readonly string[]) => ({
  ...withoutKey,
  tools: codex.tools.filter(({ type }) => types.includes(type)),
})

const rows: readonly (readonly [claim: string, body: object, message: string | null])[] = [
  ['all of it', codex, "property 'include' is unsupported"],
  ['without include', withoutInclude, "property 'prompt_cache_key' is unsupported"],
  [
    'with its tools alone',
    withoutKey,
    'code=400, message=tools[1].type must be one of [function, mcp], type=invalid_request_error',
  ],
  [
    'with the search alone',
    withTools(['web_search']),
    'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
  ],
  ['with functions alone', withTools(['function']), null],
  ['with a store', { ...withTools(['function']), store: true }, '`store` is not supported'],
]

const asking = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

t.test('a request of Codex is refused part by part, and answered once what is refused is gone', async t => {
  const mock = await startMock(t)
  for (const [claim, body, message] of rows) {
    const answer = await fetch(`${mock.url}/openai/v1/responses`, asking(body))
    t.equal(answer.status, message === null ? 200 : 400, claim)
    const told = await answer.text()
    if (message === null) t.match(told, /response\.completed/, claim)
    else t.strictSame(JSON.parse(told), { error: { message, type: 'invalid_request_error' } }, claim)
  }
})

t.test('without validation it is answered as it is', async t => {
  const mock = await startMock(t, { api: { validation: 'off' } })
  const answer = await fetch(`${mock.url}/openai/v1/responses`, asking(codex))
  t.equal(answer.status, 200)
  t.match(await answer.text(), /response\.completed/)
})

t.test('lenient validation refuses of it what is documented to be unsupported, in words of the catalogue', async t => {
  const mock = await startMock(t, { api: { validation: 'lenient' } })
  const answer = await fetch(`${mock.url}/openai/v1/responses`, asking(codex))
  t.equal(answer.status, 400)
  t.match(await answer.json(), { error: { message: '`include` is not supported' } })
})
