import { goJson } from '../../groq/go.ts'
import { pieces } from '../chat/pieces.ts'
import type { ResponseEnd } from './response-end.ts'
import { type Item, type ItemStatus, itemJson, partJson } from './response-items.ts'
import type { ResponseAt } from './response-object.ts'

/** The name of an event and its members after `type` and `sequence_number`. */
type Event = readonly [name: string, members: string]

const textEvents = (item: Extract<Item, { text: string }>, at: string): readonly Event[] => {
  const place = `${at},"content_index":0`
  const [name, more] =
    item.kind === 'reasoning' ? ['response.reasoning_text', ''] : ['response.output_text', ',"logprobs":[]']
  return [
    ['response.content_part.added', `${place},"part":${partJson(item.kind, '')}`],
    ...pieces(item.text).map((piece): Event => [`${name}.delta`, `${place},"delta":${piece}${more}`]),
    [`${name}.done`, `${place},"text":${goJson(item.text)}${more}`],
    ['response.content_part.done', `${place},"part":${partJson(item.kind, item.text)}`],
  ]
}

const callEvents = ({ call }: Extract<Item, { kind: 'function_call' }>, at: string): readonly Event[] => {
  const text = goJson(call.arguments)
  return [
    ['response.function_call_arguments.delta', `${at},"delta":${text}`],
    ['response.function_call_arguments.done', `${at},"name":${goJson(call.name)},"arguments":${text}`],
  ]
}

const itemEvents = (item: Item, index: number, status: ItemStatus): readonly Event[] => {
  const at = `"item_id":"${item.id}","output_index":${index}`
  return [
    ['response.output_item.added', `"output_index":${index},"item":${itemJson(item, 'in_progress')}`],
    ...(item.kind === 'function_call' ? callEvents(item, at) : textEvents(item, at)),
    ['response.output_item.done', `"output_index":${index},"item":${itemJson(item, status)}`],
  ]
}

/**
 * The frames of a streamed response. Observed: the names of the events; inferred, as OpenAI's SDKs read them: their members,
 * that they are numbered from 0, that arguments come at once, and that nothing follows the last event, no `[DONE]` either
 * (docs/facts/groq-wire.md §3.10).
 */
export const responseEvents = (
  items: readonly Item[],
  statusOf: (item: Item) => ItemStatus,
  at: ResponseAt,
  last: { readonly status: ResponseEnd['status']; readonly json: string },
): readonly string[] => {
  const begun = `"response":${at(null, '', 'null')}`
  const events: readonly Event[] = [
    ['response.created', begun],
    ['response.in_progress', begun],
    ...items.flatMap((item, i) => itemEvents(item, i, statusOf(item))),
    [`response.${last.status}`, `"response":${last.json}`],
  ]
  return events.map(
    ([name, members], i) => `event: ${name}\ndata: {"type":"${name}","sequence_number":${i},${members}}\n\n`,
  )
}
