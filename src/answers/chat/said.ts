import { thinkTags } from '../../groq/reasoning.ts'
import { exampleOf } from '../../json-example/example-of.ts'
import { list, member } from '../../json-value.ts'
import type { Luck } from '../../luck.ts'
import { estimateTokens } from '../../tokens.ts'
import type { Complete, SaidLogprob } from '../answer.ts'
import { askedAnswer, jsonModeAnswer } from '../asked/asked-answer.ts'
import { isCompound } from '../model-facts.ts'
import { saidText } from '../said-text.ts'
import { compoundThought } from './compound-thought.ts'
import { cutToTokens } from './cut-to-tokens.ts'
import { type ExecutedTool, executedToolsOf } from './executed-tools.ts'
import { madeUpReasoning, madeUpText } from './made-up-text.ts'
import { promptCounts } from './prompt-counts.ts'
import { effortOf, reasoningForm } from './reasoning-form.ts'
import type { Counts } from './timed-usage.ts'
import { type ToolCall, toolCallsOf } from './tool-calls.ts'

/** What the model says: the same whether it is sent whole or streamed. */
export interface Said {
  /** Null where tools are called instead. */
  readonly content: string | null
  /** The end of the content in the pieces that the scenario wants it streamed in; null for the usual ones. */
  readonly chunks: readonly string[] | null
  readonly logprobs: readonly SaidLogprob[] | null
  /** Null if there is none, or if the request wants it hidden or, in tags, in the content. */
  readonly reasoning: string | null
  readonly toolCalls: readonly ToolCall[]
  /** Built-in tools that the API ran by itself. */
  readonly executed: readonly ExecutedTool[]
  readonly finish: 'stop' | 'length' | 'tool_calls'
  readonly counts: Counts
}

/** Documented: no more than four (docs/facts/groq-wire.md §3.2). */
const MOST_STOPS = 4
/** Name and frame of a call, besides its arguments. */
const TOKENS_PER_CALL = 8

/** In the form that the request wants, if it wants one: by its format, else by what its messages say. */
const formedContent = (body: unknown, luck: Luck): string | null => {
  const format = member(body, 'response_format')
  const type = member(format, 'type')
  const schema = member(member(format, 'json_schema'), 'schema')
  if (type === 'json_schema' && schema !== undefined) return JSON.stringify(exampleOf(schema, luck))
  return type === 'json_object' || type === 'json_schema'
    ? (jsonModeAnswer(body, luck) ?? JSON.stringify({ mock: true, message: madeUpText(luck) }))
    : askedAnswer(body, luck)
}

const upToStop = (text: string, stop: unknown): string => {
  if (stop === undefined || stop === null) return text
  const stops = typeof stop === 'string' ? [stop] : list(stop).slice(0, MOST_STOPS)
  const ends = stops.filter(one => typeof one === 'string' && one !== '').map(one => text.indexOf(String(one)))
  return text.slice(0, Math.min(text.length, ...ends.filter(end => end >= 0)))
}

const tokenLimit = (body: unknown): number =>
  [member(body, 'max_completion_tokens'), member(body, 'max_tokens')].find(
    (limit): limit is number => typeof limit === 'number' && limit >= 1,
  ) ?? Number.POSITIVE_INFINITY

/** A text from the scenario, which stays whole, or one of ours, which obeys the limits of the request. */
interface Part {
  readonly text: string
  readonly cut: boolean
}

const whole = (text: string): Part => ({ text, cut: false })

const within = (text: string, tokens: number): Part => {
  const kept = cutToTokens(text, Math.max(0, Math.floor(tokens)))
  return { text: kept, cut: kept !== text }
}

/** Limits cut only what is made up; words of the scenario and calls of tools are never cut off. */
const limitOf = (body: unknown, complete: Complete, toolCalls: readonly ToolCall[]): number =>
  toolCalls.length > 0 || saidText(complete) !== undefined ? Number.POSITIVE_INFINITY : tokenLimit(body)

const thoughtOf = (
  body: unknown,
  complete: Complete,
  luck: Luck,
  model: string,
  limit: number,
  executed: readonly ExecutedTool[],
): Part => {
  if (complete.reasoning !== undefined) return whole(complete.reasoning)
  const effort = effortOf(body, model)
  if (effort === 'none') return whole('')
  const thought = madeUpReasoning(luck, effort)
  return within(isCompound(model) ? compoundThought(thought, executed) : thought, limit)
}

const contentOf = (body: unknown, complete: Complete, luck: Luck, tokensLeft: number): Part => {
  const said = saidText(complete)
  if (said !== undefined) return whole(said)
  const text = formedContent(body, luck) ?? madeUpText(luck)
  return within(upToStop(text, member(body, 'stop')), tokensLeft)
}

const saysContent = (complete: Complete, toolCalls: readonly ToolCall[]): boolean =>
  toolCalls.length === 0 || saidText(complete) !== undefined

const finishOf = (toolCalls: readonly ToolCall[], cut: boolean): Said['finish'] => {
  if (toolCalls.length > 0) return 'tool_calls'
  return cut ? 'length' : 'stop'
}

/** What was thought, in tags before the content; a thought that was cut off has no end and nothing after it. */
const tagged = (thought: Part, content: Part | null): string =>
  thinkTags.open + (thought.cut ? thought.text : thought.text + thinkTags.close + (content?.text ?? ''))

const formOf = (complete: Complete): Pick<Said, 'chunks' | 'logprobs'> => ({
  chunks: complete.chunks ?? null,
  logprobs: complete.logprobs ?? null,
})

/** Makes up what is said: the scenario's words first, else words that follow from luck and bend to the request's limits. */
export const saidOf = (body: unknown, complete: Complete, luck: Luck, model: string): Said => {
  const toolCalls = toolCallsOf(body, complete, luck, model)
  const limit = limitOf(body, complete, toolCalls)
  const executed = toolCalls.length > 0 ? [] : executedToolsOf(body, model)
  const thought = thoughtOf(body, complete, luck, model, limit, executed)
  const form = thought.text === '' ? 'hidden' : reasoningForm(body, model)
  const reasoningTokens = estimateTokens(thought.text)
  const content = saysContent(complete, toolCalls) ? contentOf(body, complete, luck, limit - reasoningTokens) : null
  const callTokens = toolCalls.reduce((sum, call) => sum + TOKENS_PER_CALL + estimateTokens(call.arguments), 0)
  const { prompt, cached } = promptCounts(body, model, executed)
  return {
    content: form === 'raw' ? tagged(thought, content) : (content?.text ?? null),
    ...formOf(complete),
    reasoning: form === 'parsed' ? thought.text : null,
    toolCalls,
    executed,
    finish: complete.finish ?? finishOf(toolCalls, thought.cut || content?.cut === true),
    counts: {
      prompt,
      completion: reasoningTokens + callTokens + estimateTokens(content?.text ?? ''),
      cached,
      reasoning: thought.text === '' || form === 'raw' ? null : reasoningTokens,
    },
  }
}
