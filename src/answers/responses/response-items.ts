import type { Fresh } from '../../fresh.ts'
import { goJson } from '../../groq/go.ts'
import type { Said } from '../chat/said.ts'
import type { ToolCall } from '../chat/tool-calls.ts'
import { prefixedUlid } from '../prefixed-ulid.ts'

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

/** One thing in the `output` of a response. */
export type Item =
  | { readonly kind: 'reasoning' | 'message'; readonly id: string; readonly text: string }
  | { readonly kind: 'function_call'; readonly id: string; readonly call: ToolCall }

/**
 * What is said as items, in the order of models: thoughts, text, calls. Documented: a reasoning item is named `resp_…`, a
 * message `msg_…`; inferred: a call `fc_…` (docs/facts/groq-wire.md §3.10).
 */
export const itemsOf = ({ reasoning, content, toolCalls }: Said, fresh: Fresh): readonly Item[] => [
  ...(reasoning === null
    ? []
    : [{ kind: 'reasoning', id: prefixedUlid('resp', fresh, 'reasoning'), text: reasoning } as const]),
  ...(content === null ? [] : [{ kind: 'message', id: prefixedUlid('msg', fresh), text: content } as const]),
  ...toolCalls.map((call, i) => ({ kind: 'function_call', id: prefixedUlid('fc', fresh, String(i)), call }) as const),
]

/** The one part that a reasoning item or a message has, with this text. */
export const partJson = (kind: 'reasoning' | 'message', text: string): string =>
  kind === 'reasoning'
    ? `{"type":"reasoning_text","text":${goJson(text)}}`
    : `{"type":"output_text","text":${goJson(text)},"annotations":[],"logprobs":null}`

/** An item as the wire has it; in progress it is still empty. */
export const itemJson = (item: Item, status: ItemStatus): string => {
  const head = `{"type":"${item.kind}","id":"${item.id}","status":"${status}"`
  if (item.kind === 'function_call') {
    const { id, name, arguments: text } = item.call
    const given = goJson(status === 'in_progress' ? '' : text)
    return `${head},"call_id":"${id}","name":${goJson(name)},"arguments":${given}}`
  }
  const content = `"content":[${status === 'in_progress' ? '' : partJson(item.kind, item.text)}]`
  return item.kind === 'reasoning' ? `${head},${content},"summary":[]}` : `${head},"role":"assistant",${content}}`
}
