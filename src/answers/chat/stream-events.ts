import { goJson } from '../../groq/go.ts'
import type { EventText } from '../answer.ts'
import { systemFingerprintOf, uuidFrom } from '../ids.ts'
import { isCompound } from '../model-facts.ts'
import { type Completion, mostKeptLetters } from './completion.ts'
import { thoughtParts } from './compound-thought.ts'
import { begunJson, executedJson } from './executed-json.ts'
import { logprobsJson, tokensByPiece } from './logprobs.ts'
import { pieces, piecesWith } from './pieces.ts'
import type { Said } from './said.ts'
import { toolCallJson } from './tool-calls.ts'

const DONE = 'data: [DONE]\n\n'

/** Everything that a chunk carries after its choices, with a leading comma, or nothing. */
type Rest = string

/** A delta, and what tells how likely its tokens are. */
const withLogprobs = (delta: string, logprobs = 'null'): string => `${delta},"logprobs":${logprobs}`

/** A choice with a delta that has its logprobs behind it. */
const choice = (delta: string, finish: string): string => `[{"index":0,"delta":${delta},"finish_reason":${finish}}]`

const LAST = withLogprobs('{}')

const begun = ({ created }: Completion): string => `,"object":"chat.completion.chunk","created":${created}`

const middle = ({ namedModel }: Completion, systemFingerprint: string | null): string =>
  `,"model":${goJson(namedModel)},"system_fingerprint":${systemFingerprint === null ? null : `"${systemFingerprint}"`},"choices":`

const frame = (completion: Completion, systemFingerprint: string | null) => {
  const tail = begun(completion) + middle(completion, systemFingerprint)
  return (id: string, choices: string, rest: Rest = ''): string =>
    `data: {"id":${goJson(id)}${tail}${choices}${rest}}\n\n`
}

const reasoningDelta = (channel: string) => (piece: string) => `{"reasoning":${piece}${channel}}`

const EXECUTED = '{"executed_tools":['
const executedDelta = (json: string): string => `${EXECUTED}${json}]}`

/** Observed: gpt-oss thinks, a tool begins, has run, and gpt-oss thinks on (docs/facts/groq-wire.md §3.3). */
function* plainThought({ reasoning, executed }: Said, channel: string): Generator<string> {
  const thought = pieces(reasoning ?? '')
  const half = executed.length === 0 ? 0 : Math.ceil(thought.length / 2)
  const delta = reasoningDelta(channel)
  for (const piece of thought.slice(0, half)) yield delta(piece)
  for (const [i, tool] of executed.entries()) {
    yield executedDelta(begunJson(tool, i))
    yield executedDelta(executedJson(tool, i))
  }
  for (const piece of half === 0 ? thought : thought.slice(half)) yield delta(piece)
}

/** Observed: in a compound system's thought, a tool stands where it began, without an output; that is the next delta (§3.3). */
const compoundThoughtDeltas = ({ reasoning, executed }: Said): readonly string[] => {
  const begun = executed.map((tool, i) => executedDelta(begunJson(tool, i)))
  const parts = thoughtParts(reasoning ?? '')
  const told = parts.flatMap((part, i) =>
    i % 2 === 0
      ? pieces(part).map(reasoningDelta(''))
      : [...begun.slice((i - 1) / 2, (i + 1) / 2), reasoningDelta('')(goJson(part))],
  )
  return [...told, ...begun.slice(Math.floor(parts.length / 2))]
}

function* contentDeltas({ content, chunks, logprobs }: Said): Generator<string> {
  const found = chunks === null ? pieces(content ?? '') : piecesWith(content ?? '', chunks)
  const tokens =
    logprobs === null
      ? null
      : tokensByPiece(
          found.map(piece => JSON.parse(piece)),
          logprobs,
        )
  for (const [i, piece] of found.entries())
    yield withLogprobs(`{"content":${piece}}`, tokens === null ? 'null' : logprobsJson(tokens[i] ?? null))
}

/** Each with its logprobs behind it. */
function* deltas({ model, said }: Completion): Generator<string> {
  const channel = model.startsWith('openai/gpt-oss') ? ',"channel":"analysis"' : ''
  const thought = isCompound(model) ? compoundThoughtDeltas(said) : plainThought(said, channel)
  for (const delta of thought) yield withLogprobs(delta)
  yield* contentDeltas(said)
  for (const [i, call] of said.toolCalls.entries()) yield withLogprobs(`{"tool_calls":[${toolCallJson(call, i)}]}`)
}

/** Observed: such a stream says from the start that it has no content (docs/facts/groq-wire.md §3.3). */
const opensWithCall = ({ content, reasoning, toolCalls }: Said): boolean =>
  toolCalls.length > 0 && content === null && reasoning === null

/** The frames of a turn: behind each built-in tool that has run, gpt-oss goes on with another id and fingerprint (§3.3). */
const turnOf = (completion: Completion, number: number) => {
  const { fresh, ownId, systemFingerprint } = completion
  const isFirst = number === 0
  const id = ownId ?? `chatcmpl-${isFirst ? fresh.uuid : uuidFrom(`${fresh.uuid} ${number}`)}`
  const chunk = frame(
    completion,
    isFirst ? systemFingerprint : systemFingerprintOf(`${systemFingerprint} ${number}`, 0),
  )
  return (choices: string, rest?: Rest): string => chunk(id, choices, rest)
}

const role = (said: Said): string =>
  choice(withLogprobs(`{"role":"assistant","content":${opensWithCall(said) ? null : '""'}}`), 'null')

/** What the first chunk and the last one carry besides. */
const firstRest = ({ fresh, seed }: Completion): Rest => `,"x_groq":{"id":"${fresh.requestId}","seed":${seed}}`
const lastRest = ({ fresh, usage }: Completion): Rest =>
  `,"x_groq":{"id":"${fresh.requestId}","usage":${usage.json}},"usage":${usage.json}`

function* plainEvents(completion: Completion, includeUsage: boolean): Generator<string> {
  const { said, usage } = completion
  let chunk = turnOf(completion, 0)
  let told = 0
  const chunkOf = (delta: string): string => {
    if (delta.startsWith(EXECUTED)) {
      told += 1
      // each is told as it begins, and when it has run
      if (told % 2 === 0) chunk = turnOf(completion, told / 2)
    }
    return chunk(choice(delta, 'null'))
  }
  yield chunk(role(said), firstRest(completion))
  for (const delta of deltas(completion)) yield chunkOf(delta)
  yield chunk(choice(LAST, `"${said.finish}"`), lastRest(completion))
  if (includeUsage) yield chunk('[]', `,"usage":${usage.json}`)
  yield DONE
}

/** All chunks but those with usage, each without its beginning, which has what differs from answer to answer. */
const chunksOf = (completion: Completion): readonly string[] => {
  const { texts, said, systemFingerprint } = completion
  if (texts.chunks) return texts.chunks
  const before = middle(completion, systemFingerprint)
  const chunks = [`${before}${role(said)}`]
  for (const delta of deltas(completion)) chunks.push(`${before}${choice(delta, 'null')}}\n\n`)
  chunks.push(`${before}${choice(LAST, `"${said.finish}"`)}`, `${before}[]`)
  if (chunks.reduce((sum, { length }) => sum + length, 0) <= mostKeptLetters) texts.chunks = chunks
  return chunks
}

/**
 * The same events at once: what they begin with is put between what is the same in every such answer. Absent where an answer has
 * more than one id.
 */
export const streamAtOnce = (completion: Completion, includeUsage: boolean): { readonly atOnce?: () => EventText } => {
  const { model, said, usage, fresh, ownId } = completion
  if (isCompound(model) || said.executed.length > 0) return {}
  return {
    atOnce: () => {
      const [first = '', ...more] = chunksOf(completion)
      const [last = '', own = ''] = more.splice(-2)
      const start = `data: {"id":${goJson(ownId ?? `chatcmpl-${fresh.uuid}`)}${begun(completion)}`
      const told = includeUsage ? `${start}${own},"usage":${usage.json}}\n\n` : ''
      const said = more.length === 0 ? '' : `${start}${more.join(start)}`
      const text = `${start}${first}${firstRest(completion)}}\n\n${said}${start}${last}${lastRest(completion)}}\n\n${told}${DONE}`
      return { text, events: more.length + (includeUsage ? 4 : 3) }
    },
  }
}

/** Compound systems: an id for each chunk, `stub` at the end, no chunk with the role, usage in `x_groq` only (§3.3). */
function* compoundEvents(completion: Completion, includeUsage: boolean): Generator<string> {
  const { fresh, ownId, said, usage, breakdownJson } = completion
  const chunk = frame(completion, null)
  const last = `,"x_groq":{"usage":${usage.json},"usage_breakdown":${breakdownJson}}`
  let i = 0
  for (const delta of deltas(completion)) {
    yield chunk(ownId ?? `chatcmpl-${uuidFrom(`${fresh.uuid} ${i}`)}`, choice(delta, 'null'))
    i += 1
  }
  yield chunk(ownId ?? 'stub', choice(LAST, `"${said.finish}"`), last)
  if (includeUsage) yield chunk(ownId ?? 'stub', '[]', `,"usage":${usage.json}`)
  yield DONE
}

/** The frames of a streamed completion, each made when its turn comes, the last one `[DONE]`. Together their contents are the whole answer's. */
export const streamEvents = (completion: Completion, includeUsage: boolean): Iterable<string> => ({
  [Symbol.iterator]: () => (isCompound(completion.model) ? compoundEvents : plainEvents)(completion, includeUsage),
})
