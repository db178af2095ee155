/** One model as `GET /models` lists it, and what its answers look like. */
export interface Model {
  readonly id: string
  /** Unix seconds. */
  readonly created: number
  readonly ownedBy: string
  /** Tokens. */
  readonly contextWindow: number
  /** Tokens. */
  readonly maxCompletionTokens: number
  readonly name: string
  readonly inputModalities: readonly string[]
  readonly outputModalities: readonly string[]
  readonly features: readonly ('tools' | 'json_mode' | 'structured_outputs' | 'reasoning')[]
  readonly kind: 'chat' | 'transcription' | 'speech' | 'classifier'
  /** How ids of tool calls look: `fc_` and a UUID, or nine letters and digits. */
  readonly toolCallIds: 'fc_uuid' | 'nine'
  readonly provenance: 'documented' | 'observed' | 'inferred'
  readonly source: string
}

const listed = 'recorded list of Aug 2026; name, and modalities where the list as noted has none, are inferred'

const text = { inputModalities: ['text'], outputModalities: ['text'] } as const
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
const qwen = {
  ownedBy: 'Alibaba Cloud',
  contextWindow: 131_072,
  maxCompletionTokens: 16_384,
  inputModalities: ['text', 'image'],
  outputModalities: ['text'],
  features: ['tools', 'json_mode', 'reasoning'],
  kind: 'chat',
  toolCallIds: 'nine',
} as const
const compound = {
  ...text,
  ownedBy: 'Groq',
  contextWindow: 131_072,
  maxCompletionTokens: 8192,
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
  inputModalities: ['text'],
  outputModalities: ['speech'],
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
  features: [],
  kind: 'classifier',
  toolCallIds: 'nine',
  provenance: 'observed',
  source: listed,
} as const

/** The models that are served. */
export const models: readonly Model[] = [
  { id: 'openai/gpt-oss-120b', created: 1_754_408_224, name: 'GPT OSS 120B', ...gptOss },
  { id: 'openai/gpt-oss-20b', created: 1_754_407_957, name: 'GPT OSS 20B', ...gptOss },
  { id: 'openai/gpt-oss-safeguard-20b', created: 1_761_708_789, name: 'Safety GPT OSS 20B', ...gptOss },
  {
    id: 'qwen/qwen3.6-27b',
    created: 1_778_288_776,
    name: 'Qwen 3.6 27B',
    ...qwen,
    provenance: 'observed',
    source: listed,
  },
  {
    id: 'qwen/qwen3.8-27b',
    created: 1_788_220_800,
    name: 'Qwen 3.8 27B',
    ...qwen,
    provenance: 'inferred',
    source:
      'live calls of Sep 2026 know the id; all else is inferred from its predecessor, created is the first of that month',
  },
  { id: 'groq/compound', created: 1_756_949_530, name: 'Compound', ...compound },
  { id: 'groq/compound-mini', created: 1_756_949_707, name: 'Compound Mini', ...compound },
  {
    id: 'allam-2-7b',
    created: 1_737_672_203,
    ownedBy: 'SDAIA',
    contextWindow: 4096,
    maxCompletionTokens: 4096,
    name: 'ALLaM 2 7B',
    ...text,
    features: ['json_mode'],
    kind: 'chat',
    toolCallIds: 'nine',
    provenance: 'observed',
    source: listed,
  },
  { id: 'whisper-large-v3', created: 1_693_721_698, name: 'Whisper Large V3', ...whisper },
  { id: 'whisper-large-v3-turbo', created: 1_728_413_088, name: 'Whisper Large V3 Turbo', ...whisper },
  { id: 'canopylabs/orpheus-v1-english', created: 1_766_186_316, name: 'Orpheus V1 English', ...orpheus },
  { id: 'canopylabs/orpheus-arabic-saudi', created: 1_765_926_439, name: 'Orpheus Arabic Saudi', ...orpheus },
  {
    id: 'meta-llama/llama-prompt-guard-2-22m',
    created: 1_748_632_101,
    name: 'Llama Prompt Guard 2 22M',
    ...promptGuard,
  },
  {
    id: 'meta-llama/llama-prompt-guard-2-86m',
    created: 1_748_632_165,
    name: 'Llama Prompt Guard 2 86M',
    ...promptGuard,
  },
]

/** The same, by id. */
export const modelsById: ReadonlyMap<string, Model> = new Map(models.map(model => [model.id, model]))

const retired = 'recorded list of Aug 2026 and notes of Sep 2026: retired between Jul and Sep 2026'
const retiredFamily = `${retired}, noted by family; the full id is inferred`

/** Models that were served once and now answer that they are decommissioned. */
export const retiredModels: readonly { readonly id: string; readonly source: string }[] = [
  { id: 'llama-3.1-8b-instant', source: retired },
  { id: 'llama-3.3-70b-versatile', source: retired },
  { id: 'meta-llama/llama-4-maverick-17b-128e-instruct', source: retiredFamily },
  { id: 'meta-llama/llama-4-scout-17b-16e-instruct', source: retiredFamily },
  { id: 'moonshotai/kimi-k2-instruct', source: retiredFamily },
  { id: 'moonshotai/kimi-k2-instruct-0905', source: retiredFamily },
  { id: 'qwen/qwen3-32b', source: retired },
]
