/**
 * What `POST /chat/completions` takes. Documented: schema CreateChatCompletionRequest of Groq's OpenAPI document
 * (docs/facts/groq-wire.md §3.2) and all that it refers to, in its order, with its names; each part below names the schema that
 * it states. Where the document says `additionalProperties: false` this says `closed`: lenient validation lets other names
 * pass, standard validation allows none. Observed (§1.2): objects of which the document does not say it take any.
 *
 * `nullable` needs a `type` beside it, so where the document makes a choice nullable its first option is. Four keywords are not JSON
 * Schema's: `discriminator` (OpenAPI's, without the mapping), `says` (a sentence that was seen in place of the grammar's words, by type
 * of the refused value), `closed` and `refused` (a property that only lenient validation knows, because it was seen to be refused).
 */

const text = { type: 'string' } as const
const textOrNull = { type: 'string', nullable: true } as const
const flagOrNull = { type: 'boolean', nullable: true } as const
const integerOrNull = { type: 'integer', nullable: true } as const
const textsOrNull = { type: 'array', nullable: true, items: text } as const
const anyObject = { type: 'object' } as const

/** Schema ChatCompletionRequestMessageContentPartText. */
const textPart = {
  type: 'object',
  required: ['type', 'text'],
  properties: { type: { type: 'string', enum: ['text'] }, text },
} as const

/** Schema ChatCompletionRequestMessageContentPartImage. Its `format: uri` is not stated here: what a bad address answers was never seen. */
const imagePart = {
  type: 'object',
  required: ['type', 'image_url'],
  properties: {
    type: { type: 'string', enum: ['image_url'] },
    image_url: {
      type: 'object',
      required: ['url'],
      properties: { url: text, detail: { type: 'string', enum: ['auto', 'low', 'high'] } },
    },
  },
} as const

/** Schema ChatCompletionRequestMessageContentPartDocument. */
const documentPart = {
  type: 'object',
  required: ['type', 'document'],
  properties: {
    type: { type: 'string', enum: ['document'] },
    document: { type: 'object', required: ['data'], properties: { data: anyObject, id: textOrNull } },
  },
} as const

/** Schema ChatCompletionRequestMessageContentPart. */
const anyPart = { oneOf: [textPart, imagePart, documentPart] } as const

/** Schema ChatCompletionRequestSystemMessage; the discriminator's mapping sends `developer` here too. */
const systemMessage = {
  type: 'object',
  closed: true,
  required: ['content', 'role'],
  properties: {
    content: { oneOf: [text, { type: 'array', items: textPart, minItems: 1 }] },
    role: { type: 'string', enum: ['system', 'developer'] },
    name: text,
  },
} as const

/** Schema ChatCompletionRequestUserMessage. */
const userMessage = {
  type: 'object',
  closed: true,
  required: ['content', 'role'],
  properties: {
    content: { oneOf: [text, { type: 'array', items: anyPart, minItems: 1 }] },
    role: { type: 'string', enum: ['user'] },
    name: text,
  },
} as const

/** Schema ChatCompletionMessageToolCall. Observed too: a call without its `type` is refused (§1.2). */
const toolCall = {
  type: 'object',
  required: ['id', 'type', 'function'],
  properties: {
    id: text,
    type: { type: 'string', enum: ['function'] },
    function: { type: 'object', required: ['name', 'arguments'], properties: { name: text, arguments: text } },
  },
} as const

/** Schema ChatCompletionRequestAssistantMessage. Observed too: `tool_calls: null` is refused (§1.2). */
const assistantMessage = {
  type: 'object',
  closed: true,
  required: ['role'],
  properties: {
    content: { oneOf: [textOrNull, { type: 'array', items: textPart }] },
    reasoning: textOrNull,
    role: { type: 'string', enum: ['assistant'] },
    name: text,
    tool_calls: { type: 'array', items: toolCall },
    function_call: { type: 'object', properties: { arguments: text, name: text } },
  },
} as const

/**
 * Schema ChatCompletionRequestToolMessage. Observed too: an empty list as content is refused (§1.2). `name` stands in the samples
 * of Groq's page about local tools, and in what clients send, but not in the document.
 */
const toolMessage = {
  type: 'object',
  closed: true,
  required: ['role', 'content', 'tool_call_id'],
  properties: {
    role: { type: 'string', enum: ['tool'] },
    content: { oneOf: [text, { type: 'array', items: anyPart, minItems: 1 }] },
    tool_call_id: text,
    name: text,
  },
} as const

/** Schema ChatCompletionRequestFunctionMessage. */
const functionMessage = {
  type: 'object',
  closed: true,
  required: ['role', 'content', 'name'],
  properties: { role: { type: 'string', enum: ['function'] }, content: textOrNull, name: text },
} as const

/** Schema ChatCompletionRequestMessage. Observed too: a role that is none of these is refused (§1.2). */
const message = {
  type: 'object',
  discriminator: { propertyName: 'role' },
  required: ['role'],
  oneOf: [systemMessage, userMessage, assistantMessage, toolMessage, functionMessage],
} as const

/**
 * Schemas ResponseFormatText, -JsonSchema and -JsonObject. Observed: a type that is none of theirs is refused as a choice is (§1.2).
 * A missing `json_schema` is not refused here: another check, with other words, was seen to (§1.3.2).
 */
const responseFormat = {
  oneOf: [
    {
      type: 'object',
      nullable: true,
      required: ['type'],
      properties: { type: { type: 'string', enum: ['text'] } },
    },
    {
      type: 'object',
      required: ['type'],
      properties: {
        type: { type: 'string', enum: ['json_schema'] },
        json_schema: {
          type: 'object',
          required: ['name'],
          properties: { description: text, name: text, schema: anyObject, strict: flagOrNull },
        },
      },
    },
    { type: 'object', required: ['type'], properties: { type: { type: 'string', enum: ['json_object'] } } },
  ],
} as const

/** Schema ChatCompletionTool with FunctionObject. `type` is any text here: an unknown one is refused by another check (§1.3.3). */
const tool = {
  type: 'object',
  required: ['type'],
  properties: {
    type: text,
    function: {
      type: 'object',
      required: ['name'],
      properties: { description: text, name: text, parameters: anyObject, strict: { type: 'boolean' } },
    },
  },
} as const

/** Schema ChatCompletionToolChoiceOption with ChatCompletionNamedToolChoice; the sentence was observed (§1.3.3). */
const toolChoice = {
  oneOf: [
    { type: 'string', nullable: true, enum: ['none', 'auto', 'required', null] },
    {
      type: 'object',
      required: ['type', 'function'],
      properties: {
        type: { type: 'string', enum: ['function'] },
        function: { type: 'object', required: ['name'], properties: { name: text } },
      },
    },
  ],
  says: { string: "Only allowed string values for 'tool_choice' are none, auto, and required" },
} as const

/** Property `function_call` with schema ChatCompletionFunctionCallOption. */
const functionCall = {
  oneOf: [
    { type: 'string', nullable: true, enum: ['none', 'auto', 'required', null] },
    { type: 'object', required: ['name'], properties: { name: text } },
  ],
} as const

/** Schema ChatCompletionFunctions. */
const functionDefinition = {
  type: 'object',
  required: ['name'],
  properties: { description: text, name: text, parameters: anyObject },
} as const

/** Property `search_settings`. */
const searchSettings = {
  type: 'object',
  nullable: true,
  properties: {
    include_domains: textsOrNull,
    exclude_domains: textsOrNull,
    include_images: flagOrNull,
    country: textOrNull,
  },
} as const

/** Property `compound_custom`. */
const compoundCustom = {
  type: 'object',
  nullable: true,
  properties: {
    models: {
      type: 'object',
      nullable: true,
      properties: { reasoning_model: textOrNull, answering_model: textOrNull },
    },
    tools: {
      type: 'object',
      nullable: true,
      properties: {
        enabled_tools: textsOrNull,
        wolfram_settings: { type: 'object', nullable: true, properties: { authorization: textOrNull } },
      },
    },
  },
} as const

/** Schemas ChatCompletionDocument and ChatCompletionDocumentSource. */
const document = {
  type: 'object',
  closed: true,
  required: ['source'],
  properties: {
    id: textOrNull,
    source: {
      type: 'object',
      discriminator: { propertyName: 'type' },
      required: ['type'],
      oneOf: [
        { ...textPart, closed: true },
        {
          type: 'object',
          closed: true,
          required: ['type', 'data'],
          properties: { type: { type: 'string', enum: ['json'] }, data: anyObject },
        },
      ],
    },
  },
} as const

/** The body of a chat completion. Bounds observed on the wire as well: messages ≥ 1, tools ≤ 128, stop ≤ 4, temperature ≤ 2, n ≤ 1 (§1.2). */
export const chatRequest = {
  type: 'object',
  closed: true,
  required: ['model', 'messages'],
  properties: {
    messages: { type: 'array', minItems: 1, items: message },
    model: text,
    disable_tool_validation: { type: 'boolean' },
    frequency_penalty: { type: 'number', nullable: true, minimum: -2, maximum: 2 },
    include_reasoning: flagOrNull,
    logit_bias: { type: 'object', nullable: true, additionalProperties: { type: 'integer' } },
    logprobs: flagOrNull,
    top_logprobs: { type: 'integer', nullable: true, minimum: 0, maximum: 20 },
    max_tokens: integerOrNull,
    max_completion_tokens: integerOrNull,
    n: { type: 'integer', nullable: true, minimum: 1, maximum: 1 },
    presence_penalty: { type: 'number', nullable: true, minimum: -2, maximum: 2 },
    response_format: responseFormat,
    seed: integerOrNull,
    service_tier: { type: 'string', nullable: true, enum: ['auto', 'on_demand', 'flex', 'performance', null] },
    stop: { oneOf: [textOrNull, { type: 'array', maxItems: 4, items: text }] },
    reasoning_effort: { type: 'string', nullable: true, enum: ['none', 'default', 'low', 'medium', 'high', null] },
    reasoning_format: { type: 'string', nullable: true, enum: ['hidden', 'raw', 'parsed', null] },
    stream: flagOrNull,
    // documented in prose and sent by every SDK (§3.2), missing in the OpenAPI document
    stream_options: { type: 'object', nullable: true, properties: { include_usage: flagOrNull } },
    temperature: { type: 'number', nullable: true, minimum: 0, maximum: 2 },
    top_p: { type: 'number', nullable: true, minimum: 0, maximum: 1 },
    tools: { type: 'array', nullable: true, maxItems: 128, items: tool },
    tool_choice: toolChoice,
    parallel_tool_calls: flagOrNull,
    user: textOrNull,
    function_call: functionCall,
    functions: { type: 'array', nullable: true, maxItems: 128, items: functionDefinition },
    metadata: { type: 'object', nullable: true, additionalProperties: text },
    // documented, but observed to be refused: property 'store' is unsupported, did you mean 'stop'? (§1.2)
    store: { ...flagOrNull, refused: true },
    include_domains: textsOrNull,
    exclude_domains: textsOrNull,
    search_settings: searchSettings,
    compound_custom: compoundCustom,
    documents: { type: 'array', nullable: true, items: document },
    citation_options: { type: 'string', nullable: true, enum: ['enabled', 'disabled', null] },
  },
} as const
