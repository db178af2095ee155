import type { Fresh } from '../../fresh.ts'
import type { Answer, AnswerContext, Complete } from '../answer.ts'
import { type Completion, completionOf } from '../chat/completion.ts'
import { prefixedUlid } from '../prefixed-ulid.ts'
import { asChat } from './as-chat.ts'
import { responseEvents } from './response-events.ts'
import { type Item, type ItemStatus, itemJson, itemsOf } from './response-items.ts'
import { responseObject } from './response-object.ts'

/** `total` is what the scenario wants reported; else it is the sum. */
const usageJson = ({ said, usage }: Completion, total: number | undefined): string => {
  const { prompt, completion, cached = 0 } = usage.tokens
  const reasoning = Math.min(said.counts.reasoning ?? 0, completion)
  return (
    `{"input_tokens":${prompt},"input_tokens_details":{"cached_tokens":${cached}},"output_tokens":${completion}` +
    `,"output_tokens_details":{"cached_tokens":0,"reasoning_tokens":${reasoning}}` +
    `,"total_tokens":${total ?? prompt + completion}}`
  )
}

/** A response, whole or as a stream. It says what a chat completion would say. */
export const response = (context: AnswerContext, complete: Complete, fresh: Fresh): Answer => {
  const { call } = context
  const completion = completionOf(context, asChat(call.body), complete, fresh)
  const items = itemsOf(completion.said, fresh)
  const status = completion.said.finish === 'length' ? 'incomplete' : 'completed'
  const statusOf = (item: Item): ItemStatus => (item === items.at(-1) ? status : 'completed')
  const at = responseObject(prefixedUlid('resp', fresh), completion, call.body)
  const output = items.map(item => itemJson(item, statusOf(item))).join()
  const json = at(status, output, usageJson(completion, complete.usage?.total_tokens))
  const { tokens } = completion.usage
  if (call.stream !== true) return { kind: 'whole', contentType: 'application/json', body: `${json}\n`, tokens }
  const events = responseEvents(items, statusOf, at, { status, json })
  return { kind: 'stream', contentType: 'text/event-stream', events, tokens }
}
