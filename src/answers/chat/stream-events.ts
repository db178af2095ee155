import { goJson } from '../../groq/go.ts'
import { uuidFrom } from '../ids.ts'
import { isCompound } from '../model-facts.ts'
import type { Completion } from './completion.ts'
import { pieces } from './pieces.ts'
import type { Said } from './said.ts'
import { toolCallJson } from './tool-calls.ts'

const DONE = 'data: [DONE]\n\n'

/** Everything that a chunk carries after its choices, with a leading comma, or nothing. */
type Rest = string

const choice = (delta: string, finish: string): string =>
  `[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]`

const frame = ({ created, model, systemFingerprint }: Completion) => {
  const tail =
    `,"object":"chat.completion.chunk","created":${created},"model":${goJson(model)}` +
    `,"system_fingerprint":${systemFingerprint === null ? null : `"${systemFingerprint}"`},"choices":`
  return (id: string, choices: string, rest: Rest = ''): string => `data: {"id":"${id}"${tail}${choices}${rest}}\n\n`
}

const deltas = ({ model, said }: Completion): readonly string[] => {
  const channel = model.startsWith('openai/gpt-oss') ? ',"channel":"analysis"' : ''
  return [
    ...pieces(said.reasoning ?? '').map(piece => `{"reasoning":${piece}${channel}}`),
    ...pieces(said.content ?? '').map(piece => `{"content":${piece}}`),
    ...said.toolCalls.map((call, i) => `{"tool_calls":[${toolCallJson(call, i)}]}`),
  ]
}

/** Observed: such a stream says from the start that it has no content (docs/facts/groq-wire.md §3.3). */
const opensWithCall = ({ content, reasoning, toolCalls }: Said): boolean =>
  toolCalls.length > 0 && content === null && reasoning === null

const plainEvents = (completion: Completion, includeUsage: boolean): readonly string[] => {
  const { fresh, said, usage } = completion
  const id = `chatcmpl-${fresh.uuid}`
  const chunk = frame(completion)
  const first = `,"x_groq":{"id":"${fresh.requestId}","seed":${completion.seed}}`
  const last = `,"x_groq":{"id":"${fresh.requestId}","usage":${usage.json}},"usage":${usage.json}`
  return [
    chunk(id, choice(`{"role":"assistant","content":${opensWithCall(said) ? null : '""'}}`, 'null'), first),
    ...deltas(completion).map(delta => chunk(id, choice(delta, 'null'))),
    chunk(id, choice('{}', `"${said.finish}"`), last),
    ...(includeUsage ? [chunk(id, '[]', `,"usage":${usage.json}`)] : []),
    DONE,
  ]
}

/** Compound systems: an id for each chunk, `stub` at the end, no chunk with the role, usage in `x_groq` only (§3.3). */
const compoundEvents = (completion: Completion, includeUsage: boolean): readonly string[] => {
  const { fresh, said, usage, breakdownJson } = completion
  const chunk = frame(completion)
  const last = `,"x_groq":{"usage":${usage.json},"usage_breakdown":${breakdownJson}}`
  return [
    ...deltas(completion).map((delta, i) => chunk(`chatcmpl-${uuidFrom(`${fresh.uuid} ${i}`)}`, choice(delta, 'null'))),
    chunk('stub', choice('{}', `"${said.finish}"`), last),
    ...(includeUsage ? [chunk('stub', '[]', `,"usage":${usage.json}`)] : []),
    DONE,
  ]
}

/** The frames of a streamed completion, the last one `[DONE]`. Together their contents are the whole answer's. */
export const streamEvents = (completion: Completion, includeUsage: boolean): readonly string[] =>
  isCompound(completion.model) ? compoundEvents(completion, includeUsage) : plainEvents(completion, includeUsage)
