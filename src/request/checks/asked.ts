import { isObject, type JsonObject, list, member } from '../../json-value.ts'
import type { Checked } from './check.ts'

type Body = Checked['body']

const NONE: readonly never[] = []

/** The messages of a chat. */
export const messagesOf = (body: Body): readonly unknown[] => list(body.messages)

/** What is said to the model: the messages of a chat, or the instructions and the items of a response, with what a function gave as content. */
export const saidIn = ({ operation, body }: Checked): readonly unknown[] => {
  if (operation !== 'createResponse') return messagesOf(body)
  const { instructions, input } = body
  const items = typeof input === 'string' ? [{ content: input }] : list(input)
  return [
    { content: instructions },
    ...items.map(item => ({ content: member(item, 'content') ?? member(item, 'output') })),
  ]
}

/** Whether any tool or function is offered to the model. */
export const hasTools = ({ tools, functions }: Body): boolean =>
  (Array.isArray(tools) && tools.length > 0) || (Array.isArray(functions) && functions.length > 0)

/** The functions that are offered, with their place in the body: of a chat (old or new form) or of a response. */
export const functionsOf = (body: Body): readonly JsonObject[] => {
  if (!hasTools(body)) return []
  const tools = list(body.tools).map(tool => member(tool, 'function') ?? tool)
  return [...tools, ...list(body.functions)].filter(isObject)
}

/** The parts of a message whose content is a list, else nothing. */
export const partsOf = (message: unknown): readonly unknown[] => {
  const { content } = message as { readonly content?: unknown }
  return typeof content === 'object' ? list(content) : NONE
}

/** The format that the answer shall have, of a chat or of a response. */
export interface AskedFormat {
  readonly type: unknown
  readonly name: unknown
  readonly schema: unknown
  readonly strict: boolean
}

/** What the body says about the format of the answer; null where it says nothing. */
export const formatOf = ({ operation, body }: Checked): AskedFormat | null => {
  const format = operation === 'createResponse' ? member(body.text, 'format') : body.response_format
  if (!isObject(format)) return null
  const own = operation === 'createResponse' ? format : format.json_schema
  return {
    type: format.type,
    name: member(own, 'name'),
    schema: member(own, 'schema'),
    strict: member(own, 'strict') === true,
  }
}

/** Whether the format is one of the two that are JSON. */
export const isJson = (format: AskedFormat | null): boolean =>
  format?.type === 'json_object' || format?.type === 'json_schema'
