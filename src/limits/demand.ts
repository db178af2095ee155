import type { Call } from '../call.ts'
import { type EndpointName, operations } from '../groq/endpoints.ts'
import { LEAST_AUDIO_SECONDS } from '../groq/limits.ts'
import { list, member } from '../json-value.ts'
import { estimateTokens, promptTokens } from '../tokens.ts'

/** What a request asks of its limits before it is answered. */
export interface Demand {
  /** Which headers show it. */
  readonly kind: 'tokens' | 'audio'
  readonly requests: number
  /** The prompt, and what is reserved for the completion. */
  readonly tokens: number
  /** The part of the tokens that is the prompt. */
  readonly prompt: number
  /** What the completion may be at most, where the request says so; else the one token that any answer has. */
  readonly completion: number
  readonly seconds: number
}

const textTokens = (value: unknown): number => (typeof value === 'string' ? estimateTokens(value) : 0)

/** The texts of `input`: one, a list, or messages. */
const inputTokens = (input: unknown): number =>
  textTokens(input) +
  promptTokens({ messages: list(input).filter(item => typeof item === 'object') }) +
  list(input).reduce((sum: number, item) => sum + textTokens(item), 0)

const completionLimit = (body: unknown): number => {
  for (const name of ['max_completion_tokens', 'max_tokens', 'max_output_tokens']) {
    const limit = member(body, name)
    if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0) return limit
  }
  return 0
}

/** What answers with tokens of its own; embeddings and ranks have none. */
const generates: ReadonlySet<EndpointName> = new Set(['chat.completions', 'responses'])

/** Billed seconds of audio: whole ones, and no fewer than the least that is billed. */
export const billedSeconds = (seconds: number | null): number =>
  Math.max(LEAST_AUDIO_SECONDS, Math.ceil(Number.isFinite(seconds) ? (seconds ?? 0) : 0))

/**
 * What a call asks for: one request and the estimate of its prompt, with the completion that it allows where that counts up
 * front, or its seconds of audio. Output tokens always count up front as the request allows them (docs/facts/groq-wire.md
 * §5.4). Null for an operation that has no limits.
 */
export const demandOf = ({ operation, endpoint, body, file }: Call, reserveMaxTokens: boolean): Demand | null => {
  const kind = operation === null ? 'none' : operations[operation].limits
  if (kind === 'none') return null
  if (kind === 'audio')
    return { kind, requests: 1, tokens: 0, prompt: 0, completion: 0, seconds: billedSeconds(file?.seconds ?? null) }
  const prompt = promptTokens(body) + inputTokens(member(body, 'input')) + textTokens(member(body, 'instructions'))
  const asked = completionLimit(body)
  const completion = endpoint !== null && generates.has(endpoint) ? Math.max(1, asked) : 0
  return { kind, requests: 1, tokens: prompt + (reserveMaxTokens ? asked : 0), prompt, completion, seconds: 0 }
}
