import { goJson } from '../groq/go.ts'
import type { Completion } from './completion.ts'
import { uuidFrom } from './ids.ts'
import { isCompound } from './model-facts.ts'
import { toolCallJson } from './tool-calls.ts'

/** A word with the space before it, as models emit them; long words come in pieces. */
const PIECE = /\s*\S{1,24}|\s+$/gu

/** Text in which nothing has to be escaped: most texts, and asked once for all of their pieces. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/

/** The pieces of a text as JSON strings. */
export const pieces = (text: string): readonly string[] => {
  const found = text.match(PIECE) ?? []
  return PLAIN.test(text) ? found.map(piece => `"${piece}"`) : found.map(goJson)
}

const DONE = 'data: [DONE]\n\n'

/** Everything that a chunk carries after its choices, with a leading comma, or nothing. */
type Rest = string

const choice = (delta: string, finish: string): string =>
  `[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]`

const frame = ({ created, model, fingerprint }: Completion) => {
  const tail =
    `,"object":"chat.completion.chunk","created":${created},"model":${goJson(model)}` +
    `,"system_fingerprint":${fingerprint === null ? null : `"${fingerprint}"`},"choices":`
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

const plainEvents = (completion: Completion, includeUsage: boolean): readonly string[] => {
  const { fresh, said, usage } = completion
  const id = `chatcmpl-${fresh.uuid}`
  const chunk = frame(completion)
  const first = `,"x_groq":{"id":"${fresh.requestId}","seed":${completion.seed}}`
  const last = `,"x_groq":{"id":"${fresh.requestId}","usage":${usage.json}},"usage":${usage.json}`
  return [
    chunk(id, choice('{"role":"assistant","content":""}', 'null'), first),
    ...deltas(completion).map(delta => chunk(id, choice(delta, 'null'))),
    chunk(id, choice('{}', `"${said.finish}"`), last),
    ...(includeUsage ? [chunk(id, '[]', `,"usage":${usage.json}`)] : []),
    DONE,
  ]
}

/** Compound systems: an id for each chunk, `stub` at the end, no chunk with the role, usage in `x_groq` only. */
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
