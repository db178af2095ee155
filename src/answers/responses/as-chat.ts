import { isObject, type JsonObject, list, member } from '../../json-value.ts'

const messageOf = (item: unknown): JsonObject => {
  switch (member(item, 'type')) {
    case 'function_call': {
      const called = { name: member(item, 'name'), arguments: member(item, 'arguments') }
      return { role: 'assistant', tool_calls: [{ id: member(item, 'call_id'), type: 'function', function: called }] }
    }
    case 'function_call_output':
      return { role: 'tool', tool_call_id: member(item, 'call_id'), content: member(item, 'output') }
    default:
      return { role: member(item, 'role'), content: member(item, 'content') }
  }
}

const messagesOf = (body: unknown): readonly JsonObject[] => {
  const instructions = member(body, 'instructions')
  const input = member(body, 'input')
  return [
    ...(typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : []),
    ...(typeof input === 'string' ? [{ role: 'user', content: input }] : list(input).map(messageOf)),
  ]
}

const toolOf = (tool: unknown): readonly JsonObject[] => {
  if (!isObject(tool) || tool.type !== 'function') return []
  const { type, ...rest } = tool
  return [{ type, function: rest }]
}

/** The name of the function that is forced: as Groq documents it, or flat, as OpenAI's SDKs send it. */
export const forcedFunction = (choice: unknown): string | null => {
  const name = member(member(choice, 'function'), 'name') ?? member(choice, 'name')
  return typeof name === 'string' ? name : null
}

const choiceOf = (choice: unknown): unknown => {
  const name = forcedFunction(choice)
  return name === null ? choice : { type: 'function', function: { name } }
}

const formatOf = (format: unknown): unknown => {
  if (!isObject(format) || format.type !== 'json_schema') return format
  const { type, ...rest } = format
  return { type, json_schema: rest }
}

/**
 * A Responses request in the words of a chat request, as far as an answer follows from it: so both say, count and cut by
 * the same rules. Takes any body.
 */
export const asChat = (body: unknown): JsonObject => ({
  messages: messagesOf(body),
  tools: Array.isArray(member(body, 'tools')) ? list(member(body, 'tools')).flatMap(toolOf) : undefined,
  tool_choice: choiceOf(member(body, 'tool_choice')),
  parallel_tool_calls: member(body, 'parallel_tool_calls'),
  response_format: formatOf(member(member(body, 'text'), 'format')),
  // thoughts are items of their own, never tags in the text
  include_reasoning: true,
  reasoning_effort: member(member(body, 'reasoning'), 'effort'),
  max_completion_tokens: member(body, 'max_output_tokens'),
})
