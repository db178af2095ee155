import t from 'tap'
import { type Asked, errorText, refusalOf } from '../helpers/refusing.ts'

const user = { role: 'user', content: 'hello' }
const model = 'openai/gpt-oss-20b'
const textModel = 'allam-2-7b'
const chat = (more: object = {}): Asked => ({ body: { model, messages: [user], ...more } })
const said = (...messages: unknown[]): Asked => ({ body: { model, messages } })
const tool = { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } }
const audio = { filename: 'a.wav', contentType: 'audio/wav', bytes: 9, hash: 'h', seconds: 2, content: null }
const schemaFormat = (json_schema?: object) => ({ response_format: { type: 'json_schema', json_schema } })
const image = (url: string) => ({ role: 'user', content: [{ type: 'image_url', image_url: { url } }] })
const unsupported = (index: number, role: string, words: string) =>
  errorText(
    `'messages.${index}' : for 'role:${role}' the following must be satisfied[('messages.${index}' : ${words})]`,
  )

interface Sample {
  readonly claim: string
  readonly asked: Asked
  readonly answer: string
  /** As recorded, where it was (docs/facts/groq-wire.md §1.2, §1.3). */
  readonly bytes?: number
}

const grammar: readonly Sample[] = [
  {
    claim: 'a missing model',
    asked: { body: { messages: [user] } },
    answer: errorText("'model' : property 'model' is missing"),
  },
  {
    claim: 'a tool call without a type',
    asked: said(user, user, {
      role: 'assistant',
      tool_calls: [{ id: 'a', function: { name: 'now', arguments: '{}' } }],
    }),
    answer: errorText(
      "'messages.2' : for 'role:assistant' the following must be satisfied[('messages.2.tool_calls.0.type' : property 'type' is missing)]",
    ),
  },
  {
    claim: 'a tool message without its call',
    asked: said(user, user, user, user, { role: 'tool', content: 'noon' }),
    answer: errorText(
      "'messages.4' : for 'role:tool' the following must be satisfied[('messages.4.tool_call_id' : property 'tool_call_id' is missing)]",
    ),
  },
  {
    claim: 'a tool message without content',
    asked: said(user, user, user, { role: 'tool', tool_call_id: 'a' }),
    answer: errorText(
      "'messages.3' : for 'role:tool' the following must be satisfied[('messages.3.content' : property 'content' is missing)]",
    ),
  },
  { claim: 'no message', asked: said(), answer: errorText("'messages' : minimum number of items is 1") },
  {
    claim: 'no messages at all',
    asked: { body: { model } },
    answer: errorText("'messages' : minimum number of items is 1"),
  },
  {
    claim: '129 tools',
    asked: chat({ tools: Array(129).fill(tool) }),
    answer: errorText("'tools' : maximum number of items is 128"),
  },
  {
    claim: 'five stops',
    asked: chat({ stop: ['a', 'b', 'c', 'd', 'e'] }),
    answer: errorText(
      "'stop' : one of the following must be satisfied[('stop' : value must be a string) OR ('stop' : maximum number of items is 4)]",
    ),
  },
  {
    claim: 'a temperature of 3',
    asked: chat({ temperature: 3 }),
    answer: errorText("'temperature' : number must be at most 2"),
  },
  { claim: 'two choices', asked: chat({ n: 2 }), answer: errorText("'n' : number must be at most 1") },
  {
    claim: 'a temperature below 0 (inferred)',
    asked: chat({ temperature: -1 }),
    answer: errorText("'temperature' : number must be at least 0"),
  },
  {
    claim: 'a temperature in quotes',
    asked: chat({ temperature: '1' }),
    answer: errorText("'temperature' : value must be a number"),
  },
  {
    claim: 'tokens that are no integer',
    asked: chat({ max_tokens: '10' }),
    answer: errorText("'max_tokens' : value must be an integer"),
  },
  {
    claim: 'tools that are no list',
    asked: chat({ tools: {} }),
    answer: errorText("'tools' : value must be an array"),
  },
  {
    claim: 'null for tool calls',
    asked: said(user, { role: 'assistant', content: 'x', tool_calls: null }),
    answer: errorText(
      "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1.tool_calls' : Value is not nullable)]",
    ),
  },
  {
    claim: 'an unknown response format, with the values of today',
    asked: chat({ response_format: { type: 'yaml' } }),
    answer: errorText(
      "'response_format' : one of the following must be satisfied[('response_format.type' : value is not one of the allowed values ['text']) OR ('response_format.type' : value is not one of the allowed values ['json_schema']) OR ('response_format.type' : value is not one of the allowed values ['json_object'])]",
    ),
  },
  {
    claim: 'an unknown role',
    asked: said(user, { role: 'robot', content: 'x' }),
    answer: errorText("'messages.1' : discriminator property 'role' has invalid value"),
  },
  {
    claim: 'an unknown property',
    asked: chat({ reasoning: {} }),
    answer: errorText("property 'reasoning' is unsupported"),
  },
  {
    claim: 'an unknown property with a near name',
    asked: chat({ store: false }),
    answer: errorText("property 'store' is unsupported, did you mean 'stop'?"),
  },
  {
    claim: 'an unknown property of a message with a suggestion',
    asked: said({ role: 'system', content: 'x', id: 1 }),
    answer: unsupported(0, 'system', "property 'id' is unsupported, did you mean 'name'?"),
  },
  {
    claim: 'one of an assistant with a suggestion',
    asked: said(user, user, { role: 'assistant', content: 'x', status: 'y' }),
    answer: unsupported(2, 'assistant', "property 'status' is unsupported, did you mean 'name'?"),
  },
  {
    claim: 'another one with a suggestion',
    asked: said(user, { role: 'assistant', content: 'x', model_used: 'y' }),
    answer: unsupported(1, 'assistant', "property 'model_used' is unsupported, did you mean 'role'?"),
  },
  ...['reasoning_content', 'refusal', 'timestamp', 'isStreaming', 'cacheable', 'annotations', 'channel'].map(name => ({
    claim: `${name} in a message`,
    asked: said(user, { role: 'assistant', content: 'x', [name]: null }),
    answer: unsupported(1, 'assistant', `property '${name}' is unsupported`),
  })),
  {
    claim: 'reasoning in a message of the user',
    asked: said({ ...user, reasoning: 'x' }),
    answer: unsupported(0, 'user', "property 'reasoning' is unsupported"),
  },
  {
    // seen of a tool message, when a list was no content yet; a function message still takes a text alone
    claim: 'content that is no text',
    asked: said(user, user, { role: 'function', name: 'now', content: ['x'] }),
    answer: errorText(
      "'messages.2' : for 'role:function' the following must be satisfied[('messages.2.content' : value must be a string)]",
    ),
  },
  {
    claim: 'an empty list as content',
    asked: said(user, user, user, { role: 'tool', tool_call_id: 'a', content: [] }),
    answer: errorText(
      "'messages.3' : for 'role:tool' the following must be satisfied[('messages.3.content' : one of the following must be satisfied[('messages.3.content' : value must be a string) OR ('messages.3.content' : minimum number of items is 1)])]",
    ),
  },
]

const semantic: readonly Sample[] = [
  {
    claim: 'a JSON schema for a model without',
    asked: chat({ model: 'qwen/qwen3.6-27b', ...schemaFormat({ name: 'a', schema: {} }) }),
    answer: errorText(
      'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
      { param: 'response_format' },
    ),
    bytes: 230,
  },
  {
    claim: 'json_schema without a schema',
    asked: chat(schemaFormat({ name: 'a' })),
    answer: errorText('code=400, message=json schema is required, type=invalid_request_error', {
      param: 'response_format',
    }),
    bytes: 151,
  },
  {
    claim: 'tools for a model without',
    asked: chat({ model: textModel, tools: [tool] }),
    answer: errorText('`tool calling` is not supported with this model', { param: 'tool calling' }),
    bytes: 126,
  },
  {
    claim: 'an unknown type of tool',
    asked: chat({ tools: [{ type: 'web_search' }] }),
    answer: errorText('code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error'),
    bytes: 146,
  },
  {
    claim: 'an image for a model of text',
    asked: { body: { model, messages: [image('https://example.com/a.png')] } },
    answer: errorText('messages[0].content must be a string', { param: 'messages[0].content' }),
    bytes: 122,
  },
  {
    claim: 'logprobs',
    asked: chat({ logprobs: true }),
    answer: errorText('`logprobs` is not supported with this model', { param: 'logprobs' }),
  },
  {
    claim: 'reasoning for a model that does not reason',
    asked: { body: { model: textModel, messages: [user, { role: 'assistant', content: 'x', reasoning: 'y' }, user] } },
    answer: errorText('messages[1].reasoning: reasoning is not supported with this model'),
  },
  {
    claim: 'too many tokens asked for',
    asked: chat({ model: 'qwen/qwen3.6-27b', max_completion_tokens: 32_000 }),
    answer: errorText(
      '`max_completion_tokens` must be less than or equal to `16384`, the maximum value for `max_completion_tokens` is less than the `context_window` for this model',
      { param: 'max_completion_tokens' },
    ),
  },
  {
    claim: 'a prompt that is too long',
    asked: said({ role: 'user', content: 'hello '.repeat(100_000) }),
    answer: errorText('Please reduce the length of the messages or completion.', {
      param: 'messages',
      code: 'context_length_exceeded',
    }),
  },
  {
    claim: 'an unknown word as tool choice',
    asked: chat({ tools: [tool], tool_choice: 'any' }),
    answer: errorText("Only allowed string values for 'tool_choice' are none, auto, and required"),
  },
  {
    claim: 'the choice of a tool that is not there',
    asked: chat({ tools: [tool], tool_choice: { type: 'function', function: { name: 'then' } } }),
    answer: errorText('requested tool does not exist'),
  },
  {
    claim: 'JSON without the word',
    asked: chat({ response_format: { type: 'json_object' } }),
    answer: errorText(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    ),
  },
  {
    claim: 'JSON and tools',
    asked: chat({ response_format: { type: 'json_object' }, tools: [tool] }),
    answer: errorText('json mode cannot be combined with tool/function calling'),
  },
  {
    claim: 'a keyword that a strict answer can’t follow',
    asked: chat(
      schemaFormat({
        name: 'a',
        strict: true,
        schema: {
          type: 'object',
          properties: { next_step: { type: 'array', minItems: 1 } },
          required: ['next_step'],
          additionalProperties: false,
        },
      }),
    ),
    answer: errorText(
      'invalid schema for response format: response_format/json_schema/next_step: minItems is not supported',
    ),
  },
  {
    claim: 'parameters that are no JSON Schema',
    asked: chat({ tools: [{ type: 'function', function: { name: 'now', parameters: { type: 'dict' } } }] }),
    answer: errorText(
      "schema is not valid JSON Schema: jsonschema file:///home/di/params.json compilation failed: '/type' is not valid",
    ),
  },
  {
    claim: 'two messages for a classifier',
    asked: { body: { model: 'meta-llama/llama-prompt-guard-2-22m', messages: [user, user] } },
    answer: errorText('messages must contains a single user message for text classification models'),
  },
  {
    claim: 'an image that is none',
    asked: { body: { model: 'qwen/qwen3.6-27b', messages: [image('data:image/png;base64,aGVsbG8=')] } },
    answer: errorText('invalid image data'),
  },
  {
    claim: 'audio that can’t be read',
    asked: { operation: 'createTranscription', body: { model: 'whisper-large-v3' }, file: { ...audio, seconds: null } },
    answer: errorText('could not process file - is it a valid media file?'),
  },
  {
    claim: 'a file that is not named like audio',
    asked: {
      operation: 'createTranslation',
      body: { model: 'whisper-large-v3' },
      file: { ...audio, filename: 'a.txt' },
    },
    answer: errorText('file must be one of the following types: [flac mp3 mp4 mpeg mpga m4a ogg opus wav webm]', {
      code: 'unsupported_audio_format',
    }),
  },
  {
    claim: 'a prompt of 904 characters for audio',
    asked: {
      operation: 'createTranscription',
      body: { model: 'whisper-large-v3', prompt: 'é'.repeat(904) },
      file: audio,
    },
    answer: errorText('prompt length must be 896 characters or fewer, but provided prompt contains 904 characters'),
  },
]

const documented: readonly Sample[] = [
  {
    claim: 'logit_bias',
    asked: chat({ logit_bias: { 50256: 1 } }),
    answer: errorText('`logit_bias` is not supported'),
  },
  { claim: 'top_logprobs', asked: chat({ top_logprobs: 2 }), answer: errorText('`top_logprobs` is not supported') },
  {
    claim: 'six images',
    asked: {
      body: {
        model: 'qwen/qwen3.6-27b',
        messages: Array.from({ length: 6 }, () => image('https://example.com/a.png')),
      },
    },
    answer: errorText('the request has more than 5 images'),
  },
  {
    claim: 'raw reasoning with tools',
    asked: chat({ reasoning_format: 'raw', tools: [tool] }),
    answer: errorText('`reasoning_format` must not be `raw` with tool calling or JSON mode'),
  },
  {
    claim: 'raw reasoning with JSON',
    asked: chat({ reasoning_format: 'raw', response_format: { type: 'json_object' } }),
    answer: errorText('`reasoning_format` must not be `raw` with tool calling or JSON mode'),
  },
  {
    claim: 'both ways to ask for reasoning',
    asked: chat({ reasoning_format: 'parsed', include_reasoning: true }),
    answer: errorText("cannot specify both 'include_reasoning' and 'reasoning_format'"),
  },
]

for (const [title, samples] of [
  ['what breaks the grammar is refused in its words', grammar],
  ['what the API refuses before it generates has the body that was seen', semantic],
  ['what is documented to be refused is refused in words of the catalogue', documented],
] as const) {
  t.test(title, async t => {
    for (const { claim, asked, answer, bytes } of samples) {
      const refusal = refusalOf(asked)
      t.equal(refusal, answer, claim)
      if (bytes !== undefined) t.equal(Buffer.byteLength(refusal ?? ''), bytes, `${claim}: ${bytes} bytes`)
    }
  })
}

t.test('without validation none of them is refused', async t => {
  for (const { claim, asked } of [...grammar, ...semantic, ...documented])
    t.equal(refusalOf({ ...asked, validation: 'off' }), null, claim)
})
