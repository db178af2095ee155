/**
 * What `POST /responses` takes. Documented: schema CreateResponseRequest of Groq's OpenAPI document (docs/facts/groq-wire.md
 * §3.10) and all that it refers to, with its names; the form is that of `chat-request.ts`. Inferred, because clients send back
 * what the API itself gave them: items and parts of an answer are input too, and a message with a type may be of the assistant
 * or be plain text. Parameters that are documented to be unsupported fit here, another check refuses them.
 */

const text = { type: 'string' } as const
const textOrNull = { type: 'string', nullable: true } as const
const flagOrNull = { type: 'boolean', nullable: true } as const
const status = { type: 'string', enum: ['in_progress', 'completed', 'incomplete'] } as const

/** Schema ResponseInputTextContent. */
const textPart = {
  type: 'object',
  required: ['type', 'text'],
  properties: { type: { type: 'string', enum: ['input_text'] }, text },
} as const

/** Documented in prose, under images as input; missing in the OpenAPI document. */
const imagePart = {
  type: 'object',
  required: ['type'],
  properties: { type: { type: 'string', enum: ['input_image'] }, image_url: text, detail: text },
} as const

/** Schema ResponseOutputTextContent, sent back. */
const outputPart = {
  type: 'object',
  required: ['type', 'text'],
  properties: { type: { type: 'string', enum: ['output_text'] }, text },
} as const

/** Schema ResponseInputContent. */
const content = {
  oneOf: [
    text,
    {
      type: 'array',
      items: {
        type: 'object',
        discriminator: { propertyName: 'type' },
        required: ['type'],
        oneOf: [textPart, imagePart, outputPart],
      },
    },
  ],
} as const

const role = { type: 'string', enum: ['user', 'assistant', 'system', 'developer'] } as const

/** Schema ResponseEasyInputMessage. */
const easyMessage = { type: 'object', required: ['role', 'content'], properties: { role, content } } as const

/** Schemas ResponseInputMessage and ResponseOutputMessage. */
const message = {
  type: 'object',
  required: ['type', 'role', 'content'],
  properties: { type: { type: 'string', enum: ['message'] }, role, content, status, id: text },
} as const

/** Schema ResponseItemReference. */
const itemReference = {
  type: 'object',
  required: ['type', 'id'],
  properties: { type: { type: 'string', enum: ['item_reference'] }, id: text },
} as const

/** Schema ResponseFunctionCall. */
const functionCall = {
  type: 'object',
  required: ['type', 'call_id', 'name', 'arguments'],
  properties: {
    type: { type: 'string', enum: ['function_call'] },
    id: text,
    call_id: text,
    name: text,
    arguments: text,
    status,
  },
} as const

/** Schema ResponseFunctionCallOutput. */
const functionCallOutput = {
  type: 'object',
  required: ['type', 'call_id', 'output'],
  properties: {
    type: { type: 'string', enum: ['function_call_output'] },
    id: text,
    call_id: text,
    output: text,
    status,
  },
} as const

/** Schema ResponseOutputReasoning, and what an answer with remote tools has; all sent back. */
const outputItem = {
  type: 'object',
  required: ['type'],
  properties: {
    type: {
      type: 'string',
      enum: ['reasoning', 'mcp_list_tools', 'mcp_call', 'mcp_approval_request', 'mcp_approval_response'],
    },
  },
} as const

/** Schema ResponseInputItem: an item without a type is an easy message. */
const inputItem = {
  type: 'object',
  if: { required: ['type'] },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [message, itemReference, functionCall, functionCallOutput, outputItem],
  },
  else: easyMessage,
} as const

/** Schema ResponseTool. `type` is any text here and `name` may be missing: tools of other types are documented in prose. */
const tool = {
  type: 'object',
  required: ['type'],
  properties: { type: text, name: text, description: text, parameters: { type: 'object' }, strict: flagOrNull },
} as const

/** Schema ResponseToolChoiceOption with ResponseNamedToolChoice; clients name the tool beside the type too. */
const toolChoice = {
  oneOf: [
    { type: 'string', nullable: true, enum: ['none', 'auto', 'required', null] },
    {
      type: 'object',
      required: ['type'],
      properties: {
        type: { type: 'string', enum: ['function'] },
        function: { type: 'object', required: ['name'], properties: { name: text } },
        name: text,
      },
    },
  ],
} as const

/** Schemas ResponseFormatConfiguration and TextResponseFormatJsonSchema; inferred: a schema that is missing is refused by the check that refuses the chat's. */
const format = {
  oneOf: [
    { type: 'object', required: ['type'], properties: { type: { type: 'string', enum: ['text'] } } },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', enum: ['json_object'] } } },
    {
      type: 'object',
      required: ['type', 'name'],
      properties: {
        type: { type: 'string', enum: ['json_schema'] },
        name: text,
        description: text,
        schema: { type: 'object' },
        strict: flagOrNull,
      },
    },
  ],
} as const

/** The body of a response. */
export const responseRequest = {
  type: 'object',
  closed: true,
  required: ['model', 'input'],
  properties: {
    model: text,
    input: { oneOf: [text, { type: 'array', items: inputItem }] },
    instructions: textOrNull,
    max_output_tokens: { type: 'integer', nullable: true },
    temperature: { type: 'number', nullable: true, minimum: 0, maximum: 2 },
    top_p: { type: 'number', nullable: true, minimum: 0, maximum: 1 },
    tools: { type: 'array', nullable: true, maxItems: 128, items: tool },
    tool_choice: toolChoice,
    text: { type: 'object', properties: { format, verbosity: textOrNull } },
    reasoning: {
      type: 'object',
      nullable: true,
      properties: {
        effort: { type: 'string', nullable: true, enum: ['low', 'medium', 'high', null] },
        summary: textOrNull,
      },
    },
    metadata: { type: 'object', nullable: true, additionalProperties: text },
    parallel_tool_calls: flagOrNull,
    store: flagOrNull,
    stream: flagOrNull,
    user: text,
    service_tier: { type: 'string', nullable: true, enum: ['auto', 'default', 'flex', null] },
    truncation: { type: 'string', nullable: true, enum: ['auto', 'disabled', null] },
  },
} as const
