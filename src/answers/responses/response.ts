import type { Fresh } from '../../fresh.ts'
import type { Answer, AnswerContext, Complete, Tokens } from '../answer.ts'
import { type Completion, completionOf } from '../chat/completion.ts'
import { prefixedUlid } from '../prefixed-ulid.ts'
import { asChat } from './as-chat.ts'
import { hasOutput, responseEnd } from './response-end.ts'
import { responseEvents } from './response-events.ts'
import { type Item, type ItemStatus, itemJson, itemsOf } from './response-items.ts'
import { responseObject } from './response-object.ts'

/** `total` is what the scenario wants reported; else it is the sum. */
const usageJson = (
  { prompt, completion, cached = 0 }: Tokens,
  thought: number | null,
  total: number | undefined,
): string => {
  const reasoning = Math.min(thought ?? 0, completion)
  return (
    `{"input_tokens":${prompt},"input_tokens_details":{"cached_tokens":${cached}},"output_tokens":${completion}` +
    `,"output_tokens_details":{"cached_tokens":0,"reasoning_tokens":${reasoning}}` +
    `,"total_tokens":${total ?? prompt + completion}}`
  )
}

/** What was used: of a response without an output only the prompt, unless the scenario says more. */
const usedBy = ({ usage }: Completion, complete: Complete): Tokens =>
  hasOutput(complete) ? usage.tokens : { ...usage.tokens, completion: complete.usage?.completion_tokens ?? 0 }

/** A response, whole or as a stream. It says what a chat completion would say. */
export const response = (context: AnswerContext, complete: Complete, fresh: Fresh): Answer => {
  const { call } = context
  const completion = completionOf(context, asChat(call.body), complete, fresh)
  const { said } = completion
  const items = hasOutput(complete) ? itemsOf(said, fresh) : []
  const end = responseEnd(complete, said)
  const lastStatus = end.status === 'completed' ? 'completed' : 'incomplete'
  const statusOf = (item: Item): ItemStatus => (item === items.at(-1) ? lastStatus : 'completed')
  const at = responseObject(completion.ownId ?? prefixedUlid('resp', fresh), completion, call.body)
  const output = items.map(item => itemJson(item, statusOf(item))).join()
  const tokens = usedBy(completion, complete)
  const json = at(end, output, usageJson(tokens, said.counts.reasoning, complete.usage?.total_tokens))
  if (call.stream !== true) return { kind: 'whole', contentType: 'application/json', body: `${json}\n`, tokens }
  const events = responseEvents({ items, chunks: said.chunks, statusOf, at, last: { status: end.status, json } })
  return { kind: 'stream', contentType: 'text/event-stream', events, tokens }
}
