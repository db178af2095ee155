// One or more requests for each operation, each as Groq documents it.

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user', content: 'What is the weather in Oslo? Answer in JSON.' }]
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}
const format = {
  type: 'json_schema',
  json_schema: {
    name: 'answer',
    strict: true,
    schema: {
      type: 'object',
      properties: { city: { type: 'string' }, degrees: { type: 'number' } },
      required: ['city', 'degrees'],
      additionalProperties: false,
    },
  },
}
const chat = (more = {}) => ({ json: { model, messages, ...more } })
const response = (more = {}) => ({ json: { model, input: 'What is the weather in Oslo?', ...more } })

/** A second of silence as a WAV file: 8000 samples of 8 bits. */
const silence = () => {
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + 8000, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(8000, 40)
  return new Blob([head, Buffer.alloc(8000, 0x80)], { type: 'audio/wav' })
}
const spoken = (more = {}) => ({ form: { model: 'whisper-large-v3', ...more }, file: ['silence.wav', silence()] })

const line = {
  custom_id: 'a',
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model, messages: [{ role: 'user', content: 'Hello' }] },
}
const jsonl = { form: { purpose: 'batch' }, file: ['batch.jsonl', new Blob([`${JSON.stringify(line)}\n`])] }
const batch = ({ file }) => ({
  json: { input_file_id: file, endpoint: '/v1/chat/completions', completion_window: '24h' },
})
const tuning = ({ file }) => ({
  json: { name: 'mine', type: 'lora', base_model: 'llama-3.1-8b-instant', input_file_id: file },
})

/**
 * By operation: what is asked, with the ids of a file, a batch and a fine tuning that were made before. `schema` names the schema
 * of an answer for which the document names another one.
 */
export const cases = {
  createChatCompletion: [
    chat(),
    chat({ model: 'groq/compound' }),
    chat({ model: 'groq/compound', messages: [{ role: 'user', content: 'Search the web, then calculate.' }] }),
    chat({ model: 'qwen/qwen3.6-27b', reasoning_format: 'raw' }),
    chat({ max_completion_tokens: 3 }),
    chat({ tools: [weather], tool_choice: 'required' }),
    chat({ tools: [weather] }),
    chat({ response_format: { type: 'json_object' } }),
    chat({ response_format: format }),
    chat({ service_tier: 'flex', seed: 3, stop: ['a'], user: 'u', temperature: 0, top_p: 1, n: 1 }),
  ],
  createResponse: [
    response(),
    response({ instructions: 'Be brief.', max_output_tokens: 5 }),
    response({ input: [{ role: 'user', content: 'Hello' }] }),
    response({ text: { format: { type: 'json_schema', ...format.json_schema } } }),
    response({ tools: [{ type: 'function', ...weather.function }], tool_choice: 'required' }),
  ],
  createEmbedding: [
    { json: { model: 'nomic-embed-text-v1_5', input: 'Hello' } },
    { json: { model: 'nomic-embed-text-v1_5', input: ['Hello', 'there'], encoding_format: 'base64' } },
  ],
  createReranking: [{ json: { model: 'qwen3-reranker-4b', query: 'weather', docs: ['rain', 'cats'] } }],
  createTranscription: [
    spoken(),
    spoken({ language: 'en', prompt: 'x', temperature: '0' }),
    {
      ...spoken({ response_format: 'verbose_json', 'timestamp_granularities[]': 'word' }),
      schema: 'CreateTranscriptionResponseVerboseJson',
    },
    { form: { model: 'whisper-large-v3', url: 'https://example.com/a.mp3' } },
    { ...spoken({ response_format: 'text' }), type: 'text/plain' },
  ],
  createTranslation: [
    spoken(),
    { ...spoken({ response_format: 'verbose_json' }), schema: 'CreateTranslationResponseVerboseJson' },
    { ...spoken({ response_format: 'text' }), type: 'text/plain' },
  ],
  createSpeech: [
    { json: { model: 'canopylabs/orpheus-v1-english', input: 'Hello', voice: 'autumn', response_format: 'wav' } },
  ],
  uploadFile: [jsonl],
  listFiles: [{}],
  retrieveFile: [{}],
  downloadFile: [{}],
  createBatch: [batch],
  listBatches: [{}],
  retrieveBatch: [{}],
  cancelBatch: [{}],
  listModels: [{}],
  retrieveModel: [{}],
  deleteModel: [{}],
  createFineTuning: [tuning],
  listFineTunings: [{}],
  getFineTuning: [{}],
  deleteFineTuning: [{}],
  deleteFile: [{}],
}

/** What is made before the cases run, so that they can name it: in this order. */
export const made = { file: ['uploadFile', jsonl], batch: ['createBatch', batch], tuning: ['createFineTuning', tuning] }

/** What a scenario can say of an answer's own parts. */
export const own = [
  {
    operation: 'createChatCompletion',
    complete: {
      chunks: ['Hel', 'lo'],
      model: 'openai/gpt-oss-120b',
      id: 'chatcmpl-1',
      logprobs: [
        { token: 'Hel', logprob: -0.5, top_logprobs: [{ token: 'Hal', logprob: -3 }] },
        { token: 'lo', logprob: -1, bytes: [108, 111] },
      ],
    },
  },
  { operation: 'createResponse', complete: { chunks: ['Hel', 'lo'], model: 'openai/gpt-oss-120b', id: 'resp_1' } },
  {
    operation: 'createEmbedding',
    complete: {
      embedding: [
        [0.5, -1],
        [1, 2],
      ],
      model: 'mine',
    },
  },
]

/** Ends that a scenario can want, and the status that is seen in the end. */
export const ends = [
  ...[
    { status: 'failed' },
    { status: 'failed', error: { code: 'server_error', message: 'No.' }, text: 'Half' },
    { status: 'incomplete', reason: 'content_filter' },
    { status: 'incomplete', error: { code: 'tool_required_not_called', message: 'No.' } },
  ].map(complete => ({ operation: 'createResponse', complete })),
  ...['validating', 'failed', 'in_progress', 'finalizing', 'expired', 'cancelling', 'cancelled'].map(status => ({
    operation: 'createBatch',
    complete: { status },
    seen: status,
  })),
]
