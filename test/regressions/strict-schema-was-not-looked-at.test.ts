// Wrong until 3cbf940 (2026-11-26): a strict schema that Groq refuses was answered with 200, in a chat as in a response.
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const model = 'openai/gpt-oss-20b'
const schema = {
  type: 'object',
  properties: { action: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
  required: ['action'],
  additionalProperties: false,
}
const refusal = {
  message:
    "invalid JSON schema for response_format: 'reply': /properties/action: `additionalProperties:false` must be set on every object",
  type: 'invalid_request_error',
  param: 'response_format',
  schema_path: '/properties/action',
  schema_path_segments: ['$', 'properties', 'action'],
  schema_kind: 'additional_properties',
}

t.test('SDKs meet the refusal of an open strict schema, with its place', async t => {
  const mock = await startMock(t)
  const groq = new Groq({ baseURL: mock.url, apiKey: 'k', fetch })
  const openai = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k', fetch })
  const format = { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } } as const
  const chat = groq.chat.completions.create({
    model,
    messages: [{ role: 'user', content: 'hello' }],
    response_format: format,
  })
  t.match(await chat.catch((error: unknown) => error), { status: 400, error: { error: refusal } })
  const text = { format: { type: 'json_schema', name: 'reply', strict: true, schema } } as const
  const response = openai.responses.create({ model, input: 'hello', text })
  t.match(await response.catch((error: unknown) => error), { status: 400, error: refusal })
  t.match(await mock.entries(2), [
    { status: 400, attempt: 1 },
    { status: 400, attempt: 1 },
  ])
})
