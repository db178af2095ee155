import type { Fresh } from '../../fresh.ts'
import { goJson } from '../../groq/go.ts'
import { member } from '../../json-value.ts'
import type { Answer, AnswerContext, Complete } from '../answer.ts'
import { isCompound } from '../model-facts.ts'
import { type Completion, completionOf, mostKeptLetters } from './completion.ts'
import { executedJson } from './executed-json.ts'
import { logprobsJson } from './logprobs.ts'
import type { Said } from './said.ts'
import { streamAtOnce, streamEvents } from './stream-events.ts'
import { toolCallJson } from './tool-calls.ts'

/** The tier that was used: the one asked for; `auto` and what is unknown are served on demand. */
const tierOf = (tier: string | null): string => (tier === 'flex' || tier === 'performance' ? tier : 'on_demand')

const messageJson = ({ content, reasoning, toolCalls, executed }: Said): string =>
  `{"role":"assistant"${content === null ? '' : `,"content":${goJson(content)}`}` +
  `${reasoning === null ? '' : `,"reasoning":${goJson(reasoning)}`}` +
  `${executed.length === 0 ? '' : `,"executed_tools":[${executed.map(executedJson).join()}]`}` +
  `${toolCalls.length === 0 ? '' : `,"tool_calls":[${toolCalls.map(call => toolCallJson(call)).join()}]`}}`

/** Observed: a compound system has no ids of its own and no seed (docs/facts/groq-wire.md §2.3, §3.2). */
const idsOf = ({ model, ownId, fresh, seed }: Completion): { readonly id: string; readonly groq: string } =>
  isCompound(model)
    ? { id: ownId ?? 'stub', groq: '{"id":"stub"}' }
    : { id: ownId ?? `chatcmpl-${fresh.uuid}`, groq: `{"id":"${fresh.requestId}","seed":${seed}}` }

const middleOf = ({ texts, namedModel, said }: Completion): string => {
  if (texts.middle !== undefined) return texts.middle
  const middle =
    `,"model":${goJson(namedModel)},"choices":[{"index":0,"message":${messageJson(said)}` +
    `,"logprobs":${logprobsJson(said.logprobs)},"finish_reason":"${said.finish}"}]`
  if (middle.length <= mostKeptLetters) texts.middle = middle
  return middle
}

const wholeBody = (completion: Completion, tier: string): string => {
  const { systemFingerprint } = completion
  const { id, groq } = idsOf(completion)
  return (
    `{"id":${goJson(id)},"object":"chat.completion","created":${completion.created}` +
    `${middleOf(completion)},"usage":${completion.usage.json}` +
    `,"usage_breakdown":${completion.breakdownJson}` +
    `${systemFingerprint === null ? '' : `,"system_fingerprint":"${systemFingerprint}"`}` +
    `,"x_groq":${groq},"service_tier":"${tier}"}\n`
  )
}

/** A chat completion, whole or as a stream. `n` is not looked at: Groq makes one choice only. */
export const chat = (context: AnswerContext, complete: Complete, fresh: Fresh): Answer => {
  const { call, tier } = context
  const completion = completionOf(context, call.body, complete, fresh)
  const { tokens } = completion.usage
  if (call.stream !== true) {
    return { kind: 'whole', contentType: 'application/json', body: wholeBody(completion, tierOf(tier)), tokens }
  }
  const includeUsage = member(member(call.body, 'stream_options'), 'include_usage') === true
  return {
    kind: 'stream',
    contentType: 'text/event-stream',
    events: streamEvents(completion, includeUsage),
    ...streamAtOnce(completion, includeUsage),
    tokens,
  }
}
