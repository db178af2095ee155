import t from 'tap'
import type { OperationId } from '#src/groq/endpoints'
import { type Asked, errorText, refusalOf } from '../helpers/refusing.ts'

const audio = { filename: 'A.MP3', contentType: 'audio/mpeg', bytes: 9, hash: 'h', seconds: 2, content: null }
const whisper = 'whisper-large-v3'
const respond = (input: unknown, more: object = {}) => ({ model: 'openai/gpt-oss-20b', input, ...more })
const batch = { input_file_id: 'file_1', endpoint: '/v1/chat/completions', completion_window: '24h' }

type Row = readonly [operation: OperationId, claim: string, body: object, message: string | null, more?: Partial<Asked>]

const rows: readonly Row[] = [
  ['createResponse', 'a text', respond('hello'), null],
  ['createResponse', 'messages without a type', respond([{ role: 'user', content: 'hello' }]), null],
  [
    'createResponse',
    'what an answer had, sent back',
    respond([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'x' }] },
      { type: 'reasoning', id: 'r', summary: [], content: [] },
      {
        type: 'message',
        id: 'm',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'x', annotations: [] }],
      },
      { type: 'function_call', call_id: 'c', name: 'now', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c', output: 'noon' },
    ]),
    null,
  ],
  ['createResponse', 'no input', { model: 'm' }, "'input' : property 'input' is missing"],
  ['createResponse', 'an empty input', respond([]), "'messages' : minimum number of items is 1"],
  [
    'createResponse',
    'an input that is neither text nor list',
    respond(7),
    "'input' : one of the following must be satisfied[('input' : value must be a string) OR ('input' : value must be an array)]",
  ],
  [
    'createResponse',
    'an item of no type and no role',
    respond([{ content: 'x' }]),
    "'input' : one of the following must be satisfied[('input' : value must be a string) OR ('input.0.role' : property 'role' is missing)]",
  ],
  [
    'createResponse',
    'an item of an unknown type',
    respond([{ type: 'video' }]),
    "'input' : one of the following must be satisfied[('input' : value must be a string) OR ('input.0' : discriminator property 'type' has invalid value)]",
  ],
  ['createResponse', 'too hot', respond('x', { temperature: 3 }), "'temperature' : number must be at most 2"],
  [
    'createResponse',
    'an unknown effort',
    respond('x', { reasoning: { effort: 'huge' } }),
    "'reasoning.effort' : value is not one of the allowed values ['low','medium','high']",
  ],
  [
    'createResponse',
    'an unknown type of tool',
    respond('x', { tools: [{ type: 'function', name: 'a' }, { type: 'oracle' }] }),
    'code=400, message=tools[1].type must be one of [function, mcp], type=invalid_request_error',
  ],
  ['createEmbedding', 'one text', { model: 'nomic-embed-text-v1_5', input: 'x', encoding_format: 'base64' }, null],
  [
    'createEmbedding',
    'no text',
    { model: 'm', input: [] },
    "'input' : one of the following must be satisfied[('input' : value must be a string) OR ('input' : minimum number of items is 1)]",
  ],
  [
    'createEmbedding',
    '2049 texts',
    { model: 'm', input: Array(2049).fill('x') },
    "'input' : one of the following must be satisfied[('input' : value must be a string) OR ('input' : maximum number of items is 2048)]",
  ],
  ['createReranking', 'two documents', { model: 'm', query: 'q', docs: ['a', 'b'], instruction: null }, null],
  ['createReranking', 'no documents', { model: 'm', query: 'q' }, "'docs' : minimum number of items is 1"],
  [
    'createReranking',
    'an empty document',
    { model: 'm', query: 'q', docs: ['a', ''] },
    "'docs.1' : minimum string length is 1",
  ],
  [
    'createSpeech',
    'a voice',
    { model: 'canopylabs/orpheus-v1-english', input: 'x', voice: 'troy', response_format: 'wav' },
    null,
  ],
  ['createSpeech', 'no voice', { model: 'm', input: 'x' }, "'voice' : property 'voice' is missing"],
  [
    'createSpeech',
    'an odd sample rate',
    { model: 'm', input: 'x', voice: 'v', sample_rate: 44_000 },
    "'sample_rate' : value is not one of the allowed values [8000,16000,22050,24000,32000,44100,48000]",
  ],
  [
    'createSpeech',
    'too slow',
    { model: 'm', input: 'x', voice: 'v', speed: 0.1 },
    "'speed' : number must be at least 0.5",
  ],
  [
    'createTranscription',
    'a file, its numbers as text',
    {
      model: whisper,
      temperature: '0.2',
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    },
    null,
    { file: audio },
  ],
  ['createTranscription', 'a URL', { model: whisper, url: 'https://example.com/a' }, null],
  ['createTranscription', 'no model', {}, "'model' : property 'model' is missing", { file: audio }],
  [
    'createTranscription',
    'a temperature that is a word',
    { model: whisper, temperature: 'hot' },
    "'temperature' : value must be a number",
    { file: audio },
  ],
  [
    'createTranscription',
    'a temperature that is empty',
    { model: whisper, temperature: '' },
    "'temperature' : value must be a number",
    { file: audio },
  ],
  [
    'createTranscription',
    'subtitles',
    { model: whisper, response_format: 'srt' },
    "'response_format' : value is not one of the allowed values ['json','text','verbose_json']",
    { file: audio },
  ],
  [
    'createTranscription',
    'timestamps of letters',
    { model: whisper, timestamp_granularities: 'letter' },
    "'timestamp_granularities.0' : value is not one of the allowed values ['word','segment']",
    { file: audio },
  ],
  [
    'createTranscription',
    'timestamps in short form',
    { model: whisper, timestamp_granularities: ['word'] },
    '`timestamp_granularities` needs `response_format` to be `verbose_json`',
    { file: audio },
  ],
  [
    'createTranscription',
    'neither file nor URL',
    { model: whisper },
    "one of the following must be satisfied[('file' : property 'file' is missing) OR ('url' : property 'url' is missing)]",
  ],
  [
    'createTranscription',
    'a prompt of 896 letters of two units each',
    { model: whisper, prompt: '𝄞'.repeat(896) },
    null,
    { file: audio },
  ],
  [
    'createTranslation',
    'audio of no length',
    { model: whisper },
    'audio must be at least 0.01 seconds long',
    { file: { ...audio, seconds: 0.001 } },
  ],
  [
    'createTranslation',
    'a file without an extension',
    { model: whisper },
    'file must be one of the following types: [flac mp3 mp4 mpeg mpga m4a ogg opus wav webm]',
    { file: { ...audio, filename: 'mp3' } },
  ],
  [
    'uploadFile',
    'a file and a purpose',
    { purpose: 'batch' },
    null,
    { file: { ...audio, filename: 'a.jsonl', seconds: null } },
  ],
  ['uploadFile', 'no purpose', {}, "'purpose' : property 'purpose' is missing", { file: audio }],
  [
    'uploadFile',
    'another purpose',
    { purpose: 'assistants' },
    "'purpose' : value is not one of the allowed values ['batch']",
    { file: audio },
  ],
  ['uploadFile', 'no file', { purpose: 'batch' }, "'file' : property 'file' is missing"],
  ['createBatch', 'a batch', { ...batch, metadata: { team: 'red' } }, null],
  [
    'createBatch',
    'no window',
    { ...batch, completion_window: undefined },
    "'completion_window' : property 'completion_window' is missing",
  ],
  [
    'createBatch',
    'another endpoint',
    { ...batch, endpoint: '/v1/embeddings' },
    "'endpoint' : value is not one of the allowed values ['/v1/chat/completions']",
  ],
  [
    'createBatch',
    'metadata that is no text',
    { ...batch, metadata: { a: 1 } },
    "'metadata.a' : value must be a string",
  ],
  ['createFineTuning', 'nothing', {}, null],
  ['createFineTuning', 'a name that is a number', { name: 7 }, "'name' : value must be a string"],
]

for (const operation of new Set(rows.map(([name]) => name))) {
  t.test(`${operation}: what is documented is taken, all else is refused in the grammar`, async t => {
    for (const [, claim, body, message, more] of rows.filter(([name]) => name === operation)) {
      const code = message?.startsWith('file must be') ? { code: 'unsupported_audio_format' } : {}
      t.equal(refusalOf({ operation, body, ...more }), message === null ? null : errorText(message, code), claim)
    }
  })
}
