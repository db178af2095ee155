import { goJson } from '../../groq/go.ts'
import { pieces, piecesWith } from '../chat/pieces.ts'
import type { ResponseEnd } from './response-end.ts'
import { type Item, type ItemStatus, itemJson, partJson } from './response-items.ts'
import type { ResponseAt } from './response-object.ts'

/** The name of an event and its members after `type` and `sequence_number`. */
type Event = readonly [name: string, members: string]

function* textEvents(
  item: Extract<Item, { text: string }>,
  chunks: readonly string[] | null,
  at: string,
): Generator<Event> {
  const place = `${at},"content_index":0`
  const [name, more] =
    item.kind === 'reasoning' ? ['response.reasoning_text', ''] : ['response.output_text', ',"logprobs":[]']
  yield ['response.content_part.added', `${place},"part":${partJson(item.kind, '')}`]
  const found = item.kind === 'reasoning' || chunks === null ? pieces(item.text) : piecesWith(item.text, chunks)
  for (const piece of found) yield [`${name}.delta`, `${place},"delta":${piece}${more}`]
  yield [`${name}.done`, `${place},"text":${goJson(item.text)}${more}`]
  yield ['response.content_part.done', `${place},"part":${partJson(item.kind, item.text)}`]
}

const callEvents = ({ call }: Extract<Item, { kind: 'function_call' }>, at: string): readonly Event[] => {
  const text = goJson(call.arguments)
  return [
    ['response.function_call_arguments.delta', `${at},"delta":${text}`],
    ['response.function_call_arguments.done', `${at},"name":${goJson(call.name)},"arguments":${text}`],
  ]
}

function* itemEvents(item: Item, index: number, { statusOf, chunks }: Streamed): Generator<Event> {
  const at = `"item_id":"${item.id}","output_index":${index}`
  yield ['response.output_item.added', `"output_index":${index},"item":${itemJson(item, 'in_progress')}`]
  yield* item.kind === 'function_call' ? callEvents(item, at) : textEvents(item, chunks, at)
  yield ['response.output_item.done', `"output_index":${index},"item":${itemJson(item, statusOf(item))}`]
}

interface Streamed {
  readonly items: readonly Item[]
  /** The pieces of the text, where the scenario says them. */
  readonly chunks: readonly string[] | null
  readonly statusOf: (item: Item) => ItemStatus
  readonly at: ResponseAt
  /** The response at its end. */
  readonly last: { readonly status: ResponseEnd['status']; readonly json: string }
}

function* eventsOf(streamed: Streamed): Generator<Event> {
  const { items, at, last } = streamed
  const begun = `"response":${at(null, '', 'null')}`
  yield ['response.created', begun]
  yield ['response.in_progress', begun]
  for (const [i, item] of items.entries()) yield* itemEvents(item, i, streamed)
  yield [`response.${last.status}`, `"response":${last.json}`]
}

function* framesOf(streamed: Streamed): Generator<string> {
  let number = 0
  for (const [name, members] of eventsOf(streamed)) {
    yield `event: ${name}\ndata: {"type":"${name}","sequence_number":${number},${members}}\n\n`
    number += 1
  }
}

/**
 * The frames of a streamed response, each made when its turn comes. Observed: the names of the events; inferred, as OpenAI's SDKs
 * read them: their members, that they are numbered from 0, that arguments come at once, and that nothing follows the last event,
 * no `[DONE]` either (docs/facts/groq-wire.md §3.10).
 */
export const responseEvents = (streamed: Streamed): Iterable<string> => ({
  [Symbol.iterator]: () => framesOf(streamed),
})
