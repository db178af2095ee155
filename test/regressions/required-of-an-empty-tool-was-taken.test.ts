// Wrong until 3cbf940 (2026-11-26): a tool with `required` and no properties, as agents send one without arguments, was answered with 200.
import Groq from 'groq-sdk'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a tool without arguments that requires nothing is refused by its name and place', async t => {
  const mock = await startMock(t)
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch })
  const parameters = { type: 'object', properties: {}, required: [], additionalProperties: false }
  const asked = groq.chat.completions.create({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: 'hello' }],
    tools: [{ type: 'function', function: { name: 'view_graph', parameters } }],
  })
  const where = 'tool view_graph, tools[0].function.parameters'
  const message = `invalid JSON schema for ${where}: 'required' present but 'properties' is missing`
  t.match(await asked.catch((error: unknown) => error), {
    status: 400,
    error: { error: { message, type: 'invalid_request_error', param: where } },
  })
})
