import { estimateTokens } from '../../tokens.ts'
import { CACHED_BLOCK } from './prompt-counts.ts'
import type { Said } from './said.ts'
import { type Counts, timedUsage, type Usage } from './timed-usage.ts'

/** Observed in recordings of Dec 2025: the model of the steps, and the one that writes the answer (docs/facts/groq-wire.md §3.2). */
const STEPS = 'meta-llama/llama-4-scout-17b-16e-instruct'
const WRITER = 'openai/gpt-oss-120b'

/** One model's part in an answer. */
interface Leg {
  readonly model: string
  readonly counts: Counts
}

const step = (prompt: number, completion: number): Leg => ({
  model: STEPS,
  counts: { prompt, completion, reasoning: null },
})

/** How long the prompts of each step are beyond the request, and what the writer thinks: near to the recordings. */
const ADDED = { first: 100, plan: 500, tool: 50, writer: 250 } as const
const SHORT = { first: 3, tool: 11 } as const
const WRITER_THINKS = 100

/** Observed: a first look, a plan, one more step for each tool that ran, and the writer, whose prompt is cached if none did. */
const legsOf = ({ counts, executed }: Said): readonly Leg[] => {
  const { prompt, completion, reasoning } = counts
  const thought = reasoning ?? 0
  let turn = prompt + ADDED.plan
  return [
    step(prompt + ADDED.first, SHORT.first),
    step(turn, thought),
    ...executed.map(({ output }) => {
      turn += ADDED.tool + estimateTokens(output)
      return step(turn, SHORT.tool)
    }),
    {
      model: WRITER,
      counts: {
        prompt: prompt + ADDED.writer,
        completion: completion - thought + WRITER_THINKS,
        reasoning: WRITER_THINKS,
        ...(executed.length === 0 ? { cached: CACHED_BLOCK } : {}),
      },
    },
  ]
}

const micros = (seconds: number): number => Math.round(seconds * 1e6) / 1e6

const fraction = (value: number): number => value - Math.floor(value)

/** Observed: sums of all parts, times in whole microseconds, and no details. */
const summed = (parts: readonly Usage[]): Usage => {
  const all = parts.map(({ json }): Readonly<Record<string, number>> => JSON.parse(json))
  const sum = (name: string): number => all.reduce((total, part) => total + (part[name] ?? 0), 0)
  const [prompt, completion] = [sum('prompt_tokens'), sum('completion_tokens')]
  const json =
    `{"queue_time":${micros(sum('queue_time'))},"prompt_tokens":${prompt},"prompt_time":${micros(sum('prompt_time'))}` +
    `,"completion_tokens":${completion},"completion_time":${micros(sum('completion_time'))}` +
    `,"total_tokens":${prompt + completion},"total_time":${micros(sum('total_time'))}}`
  return { json, tokens: { prompt, completion } }
}

const breakdown = (parts: readonly { readonly model: string; readonly usage: Usage }[]): string =>
  `{"models":[${parts.map(({ model, usage }) => `{"model":"${model}","usage":${usage.json}}`).join()}]}`

/**
 * What a compound system used, by model and together. Where a scenario says how many tokens are to be reported, one model
 * reports them.
 */
export const compoundUsage = (
  said: Said,
  jitter: number,
  replaced: Readonly<Record<string, number>> | undefined,
): { readonly usage: Usage; readonly breakdownJson: string } => {
  if (replaced !== undefined) {
    const usage = timedUsage({ ...said.counts, reasoning: null }, jitter, replaced)
    return { usage, breakdownJson: breakdown([{ model: WRITER, usage }]) }
  }
  const parts = legsOf(said).map(({ model, counts }, i) => ({
    model,
    usage: timedUsage(counts, fraction(jitter * (i + 1) * Math.SQRT2)),
  }))
  return { usage: summed(parts.map(({ usage }) => usage)), breakdownJson: breakdown(parts) }
}
