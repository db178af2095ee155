/** US dollars a token, an image or a request, as decimal text. */
export interface Pricing {
  readonly prompt: string
  /** Speech has none. */
  readonly completion?: string
  readonly cachedPrompt: string
}

/** One model as `GET /models` lists it (docs/facts/groq-wire.md §3.5), and what its answers look like (§3.2). */
export interface Model {
  readonly id: string
  /** Unix seconds. */
  readonly created: number
  readonly ownedBy: string
  /** Tokens. */
  readonly contextWindow: number
  /** Tokens. */
  readonly maxCompletionTokens: number
  /** Null where the list does not show one. */
  readonly huggingFaceId: string | null
  readonly name: string
  readonly inputModalities: readonly string[]
  readonly outputModalities: readonly string[]
  /** Null where the list does not show any. */
  readonly pricing: Pricing | null
  /** The list does not show an empty one. */
  readonly samplingParameters: readonly string[]
  /** The list does not show an empty one. */
  readonly features: readonly ('tools' | 'json_mode' | 'structured_outputs' | 'reasoning')[]
  readonly kind: 'chat' | 'transcription' | 'speech' | 'classifier'
  /** How ids of tool calls look: `fc_` and a UUID, or nine letters and digits. */
  readonly toolCallIds: 'fc_uuid' | 'nine'
  readonly provenance: 'documented' | 'observed' | 'inferred'
  readonly source: string
}

const listed = 'recorded list of Aug 2026, kind and ids of tool calls aside'

/** Observed: what every model that answers with text lists (§3.5). */
export const samplingParameters: readonly string[] = ['temperature', 'top_p', 'stop', 'seed', 'max_tokens']

const text = { inputModalities: ['text'], outputModalities: ['text'], samplingParameters } as const
const gptOss = {
  ...text,
  ownedBy: 'OpenAI',
  contextWindow: 131_072,
  maxCompletionTokens: 65_536,
  features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
  kind: 'chat',
  toolCallIds: 'fc_uuid',
  provenance: 'observed',
  source: listed,
} as const
const smallGptOss = {
  ...gptOss,
  pricing: { prompt: '0.000000075', completion: '0.0000003', cachedPrompt: '0.0000000375' },
} as const
const qwen = {
  ownedBy: 'Alibaba Cloud',
  contextWindow: 131_072,
  maxCompletionTokens: 16_384,
  inputModalities: ['text', 'image'],
  outputModalities: ['text'],
  pricing: { prompt: '0.0000006', completion: '0.000003', cachedPrompt: '0.0000003' },
  samplingParameters,
  features: ['tools', 'json_mode', 'reasoning'],
  kind: 'chat',
  toolCallIds: 'nine',
} as const
const compound = {
  ...text,
  ownedBy: 'Groq',
  contextWindow: 131_072,
  maxCompletionTokens: 8192,
  pricing: null,
  features: ['json_mode'],
  kind: 'chat',
  toolCallIds: 'nine',
  provenance: 'observed',
  source: `${listed}; answers model_not_found since 2026-09-21`,
} as const
const whisper = {
  ownedBy: 'OpenAI',
  contextWindow: 448,
  maxCompletionTokens: 448,
  inputModalities: ['audio'],
  outputModalities: ['transcription'],
  pricing: null,
  samplingParameters: [],
  features: [],
  kind: 'transcription',
  toolCallIds: 'nine',
  provenance: 'observed',
  source: listed,
} as const
const orpheus = {
  ownedBy: 'Canopy Labs',
  contextWindow: 4000,
  maxCompletionTokens: 50_000,
  huggingFaceId: null,
  inputModalities: ['text'],
  outputModalities: ['speech'],
  samplingParameters: [],
  features: [],
  kind: 'speech',
  toolCallIds: 'nine',
  provenance: 'observed',
  source: listed,
} as const
const promptGuard = {
  ...text,
  ownedBy: 'Meta',
  contextWindow: 512,
  maxCompletionTokens: 512,
  huggingFaceId: null,
  kind: 'classifier',
  toolCallIds: 'nine',
  provenance: 'observed',
  source: listed,
} as const

/** The models that are served. */
export const models: readonly Model[] = [
  {
    id: 'openai/gpt-oss-120b',
    created: 1_754_408_224,
    huggingFaceId: 'openai/gpt-oss-120b',
    name: 'GPT OSS 120B',
    ...gptOss,
    pricing: { prompt: '0.00000015', completion: '0.0000006', cachedPrompt: '0.000000075' },
  },
  {
    id: 'openai/gpt-oss-20b',
    created: 1_754_407_957,
    huggingFaceId: 'openai/gpt-oss-20b',
    name: 'GPT OSS 20B',
    ...smallGptOss,
  },
  {
    id: 'openai/gpt-oss-safeguard-20b',
    created: 1_761_708_789,
    huggingFaceId: 'openai/gpt-oss-safeguard-20b',
    name: 'Safety GPT OSS 20B',
    ...smallGptOss,
  },
  {
    id: 'qwen/qwen3.6-27b',
    created: 1_778_288_776,
    huggingFaceId: 'Qwen/Qwen3.6-27B',
    name: 'Qwen/Qwen3.6-27B',
    ...qwen,
    provenance: 'observed',
    source: listed,
  },
  {
    id: 'qwen/qwen3.8-27b',
    created: 1_788_220_800,
    huggingFaceId: 'Qwen/Qwen3.8-27B',
    name: 'Qwen/Qwen3.8-27B',
    ...qwen,
    features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
    provenance: 'inferred',
    source:
      'recorded answers of Oct 2026 show the id and ids of tool calls, and requests with json_schema were seen to be taken; all else is inferred from its predecessor, created is the first of Sep 2026',
  },
  {
    id: 'groq/compound',
    created: 1_756_949_530,
    huggingFaceId: 'groq/compound-beta',
    name: 'Compound',
    ...compound,
  },
  {
    id: 'groq/compound-mini',
    created: 1_756_949_707,
    huggingFaceId: 'groq/compound-beta-mini',
    name: 'Compound Mini',
    ...compound,
  },
  {
    id: 'allam-2-7b',
    created: 1_737_672_203,
    ownedBy: 'SDAIA',
    contextWindow: 4096,
    maxCompletionTokens: 4096,
    huggingFaceId: 'ALLaM-AI/ALLaM-2.0-7B-Instruct',
    name: 'ALLaM-2-7b',
    ...text,
    pricing: null,
    features: ['json_mode'],
    kind: 'chat',
    toolCallIds: 'nine',
    provenance: 'observed',
    source: listed,
  },
  {
    id: 'whisper-large-v3',
    created: 1_693_721_698,
    huggingFaceId: 'openai/whisper-large-v3',
    name: 'Whisper',
    ...whisper,
  },
  {
    id: 'whisper-large-v3-turbo',
    created: 1_728_413_088,
    huggingFaceId: 'openai/whisper-large-v3-turbo',
    name: 'Whisper Large V3 Turbo',
    ...whisper,
  },
  {
    id: 'canopylabs/orpheus-v1-english',
    created: 1_766_186_316,
    name: 'Canopy Labs Orpheus V1 English',
    ...orpheus,
    pricing: { prompt: '0.000022', cachedPrompt: '0.000011' },
  },
  {
    id: 'canopylabs/orpheus-arabic-saudi',
    created: 1_765_926_439,
    name: 'Canopy Labs Orpheus Arabic Saudi',
    ...orpheus,
    pricing: { prompt: '0.00004', cachedPrompt: '0.00002' },
  },
  {
    id: 'meta-llama/llama-prompt-guard-2-22m',
    created: 1_748_632_101,
    name: 'Llama Prompt Guard 2 22M',
    ...promptGuard,
    pricing: { prompt: '0.00000003', completion: '0.00000003', cachedPrompt: '0.000000015' },
    features: [],
  },
  {
    id: 'meta-llama/llama-prompt-guard-2-86m',
    created: 1_748_632_165,
    name: 'Prompt Guard 2 86M',
    ...promptGuard,
    pricing: { prompt: '0.00000004', completion: '0.00000004', cachedPrompt: '0.00000002' },
    features: ['json_mode'],
  },
]

/** The same, by id. */
export const modelsById: ReadonlyMap<string, Model> = new Map(models.map(model => [model.id, model]))

/** A model that was served once. */
export interface RetiredModel {
  readonly id: string
  /** By the reports: `model_not_found` for one that was retired lately, `model_decommissioned` for one that is long gone (§3.5). */
  readonly variant: 'model-not-found' | 'model-decommissioned'
  readonly provenance: Model['provenance']
  readonly source: string
}

const probed = { variant: 'model-not-found', provenance: 'observed', source: 'live probe of 2026-08-26' } as const
const lately = {
  variant: 'model-not-found',
  provenance: 'inferred',
  source:
    'recorded list of Aug 2026 and notes of Sep 2026: retired between Jul and Sep 2026; that it is not found is inferred from others of that time',
} as const
const latelyByFamily = { ...lately, source: `${lately.source}, and the full id from its family` } as const
const longGone = {
  variant: 'model-decommissioned',
  provenance: 'observed',
  source: 'report of a client, Apr 2026: 400 model_decommissioned',
} as const

const previews = 'report of a client, Mar 2026 (openfang#834): the message of model_decommissioned'

/** Models that were served once, with the answer that they get now (§1.3.1, §1.7, §3.5). */
export const retiredModels: readonly RetiredModel[] = [
  { id: 'llama-3.1-8b-instant', ...lately },
  { id: 'llama-3.3-70b-versatile', ...probed },
  {
    id: 'meta-llama/llama-4-maverick-17b-128e-instruct',
    ...probed,
    source: `${probed.source}, which names the family; the full id is inferred`,
  },
  { id: 'meta-llama/llama-4-scout-17b-16e-instruct', ...latelyByFamily },
  { id: 'moonshotai/kimi-k2-instruct', ...latelyByFamily },
  { id: 'moonshotai/kimi-k2-instruct-0905', ...latelyByFamily },
  { id: 'qwen/qwen3-32b', ...probed },
  { id: 'gemma2-9b-it', ...longGone },
  { id: 'llama3-70b-8192', ...longGone },
  { id: 'qwen-qwq-32b', ...longGone },
  { id: 'llama-3.1-70b-versatile', ...longGone, source: 'report of a client, Jan 2025 (crewAI#1976), the whole body' },
  { id: 'llama-3.2-1b-preview', ...longGone, source: previews },
  { id: 'llama-3.2-3b-preview', ...longGone, source: previews },
  {
    id: 'llama3-8b-8192',
    ...longGone,
    provenance: 'inferred',
    source: 'inferred from llama3-70b-8192, of the same age',
  },
  { id: 'mixtral-8x7b-32768', ...longGone, source: 'report of a client, Jun 2025 (ChatALL#1032), the whole body' },
  { id: 'playai-tts', ...longGone, source: 'notes in two clients, Apr 2026: 400 model_decommissioned' },
]
