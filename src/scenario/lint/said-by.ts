import type { EndpointName } from '../../groq/endpoints.ts'

const STREAMS: readonly EndpointName[] = ['chat.completions', 'responses']

const MODELLED: readonly EndpointName[] = [
  ...STREAMS,
  'embeddings',
  'reranking',
  'audio.transcriptions',
  'audio.translations',
  'audio.speech',
  'models',
]

/** Endpoints whose requests name a model. */
export const modelledEndpoints: ReadonlySet<string> = new Set(MODELLED)

/** Where a request can say what a criterion asks for. */
export const saidBy: readonly (readonly [
  key: 'stream' | 'tier' | 'turn' | 'says' | 'model',
  endpoints: readonly EndpointName[],
])[] = [
  ['stream', STREAMS],
  ['tier', STREAMS],
  ['turn', STREAMS],
  ['says', [...STREAMS, 'embeddings', 'audio.speech']],
  ['model', MODELLED],
]
