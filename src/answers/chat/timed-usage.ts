import type { Tokens } from '../answer.ts'
import { secondsText } from './seconds-text.ts'

/** What was counted for one answer. */
export interface Counts extends Tokens {
  /** Of the completion tokens; null where the model does not reason. */
  readonly reasoning: number | null
}

/** The `usage` of an answer as JSON text, and the tokens that it reports. */
export interface Usage {
  readonly json: string
  readonly tokens: Tokens
}

const NANOSECONDS = 1e9
/** Inferred from recordings: 20 000 prompt tokens and 500 to 1000 completion tokens a second (docs/facts/groq-wire.md §3.2). */
const promptNs = (tokens: number, luck: number): number => Math.round(1e6 + 4e6 * luck + tokens * 5e4)
const completionNs = (tokens: number, luck: number): number => Math.round(1e5 + tokens * (1e6 + 1e6 * luck))
const queueNs = (luck: number): number => Math.round(1e6 + 9e6 * luck)

/** One jitter is enough for three times: its higher digits for one, the lower ones for the others. */
const fraction = (value: number): number => value - Math.floor(value)

interface Time {
  readonly ns: number
  readonly text: string
}

const detail = (name: string, member: string, tokens: number | null): string =>
  tokens === null ? '' : `,"${name}":{"${member}":${tokens}}`

/**
 * Usage in Groq's order of keys (§3.2). Times are whole nanoseconds written as seconds, and `total_time` is the sum of
 * `prompt_time` and `completion_time` as they are printed. `replaced` names fields, and `cached_tokens` and
 * `reasoning_tokens` of the details; totals that it does not name follow from what it does.
 */
export const timedUsage = (counts: Counts, jitter: number, replaced?: Readonly<Record<string, number>>): Usage => {
  const known = <T>(name: string, otherwise: T): number | T => {
    if (replaced === undefined) return otherwise
    const value = replaced[name]
    return Number.isFinite(value) && value !== undefined ? value : otherwise
  }
  const timeOf = (name: string, usualNs: number): Time => {
    const value = known(name, null)
    return value === null
      ? { ns: usualNs, text: secondsText(usualNs) }
      : { ns: Math.round(value * NANOSECONDS), text: String(value) }
  }
  const prompt = known('prompt_tokens', counts.prompt)
  const completion = known('completion_tokens', counts.completion)
  const cached = known('cached_tokens', counts.cached ?? null)
  const reasoning = counts.reasoning === null ? null : Math.min(counts.reasoning, completion)
  const promptTime = timeOf('prompt_time', promptNs(prompt, fraction(jitter * 1e3)))
  const completionTime = timeOf('completion_time', completionNs(completion, jitter))
  const json =
    `{"queue_time":${timeOf('queue_time', queueNs(fraction(jitter * 1e6))).text}` +
    `,"prompt_tokens":${prompt},"prompt_time":${promptTime.text}` +
    `,"completion_tokens":${completion},"completion_time":${completionTime.text}` +
    `,"total_tokens":${known('total_tokens', prompt + completion)},"total_time":${timeOf('total_time', promptTime.ns + completionTime.ns).text}` +
    `${detail('prompt_tokens_details', 'cached_tokens', cached)}` +
    `${detail('completion_tokens_details', 'reasoning_tokens', known('reasoning_tokens', reasoning))}}`
  return { json, tokens: cached === null ? { prompt, completion } : { prompt, completion, cached } }
}
