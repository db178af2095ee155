import { goJson } from '../groq/go.ts'
import type { Asked, Complete } from './answer.ts'
import { exampleOf } from './example/example-of.ts'
import { nineFrom, uuidFrom } from './ids.ts'
import { list, member } from './json-value.ts'
import type { Luck } from './luck.ts'
import { modelFacts } from './model-facts.ts'

/** A call of a tool as the message carries it; the arguments are JSON text, or what a scenario says in its place. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

const idOf = (model: string, luck: Luck, index: number): string => {
  const number = luck(`tool call ${index}`)
  return modelFacts(model).toolCallIds === 'fc_uuid' ? `fc_${uuidFrom(String(number))}` : nineFrom(number)
}

const argumentsText = (given: unknown): string => (typeof given === 'string' ? given : JSON.stringify(given ?? {}))

interface Tool {
  readonly name: string
  readonly parameters: unknown
}

const toolsOf = (body: unknown): readonly Tool[] =>
  list(member(body, 'tools')).flatMap(tool => {
    const name = member(member(tool, 'function'), 'name')
    return typeof name === 'string' ? [{ name, parameters: member(member(tool, 'function'), 'parameters') }] : []
  })

/**
 * The tool that the request insists on. `auto` calls none: an agent loop goes on for as long as it is asked to call
 * tools, so a mock that calls one unasked would never let it end.
 */
const demanded = (body: unknown, luck: Luck): Tool | undefined => {
  const choice = member(body, 'tool_choice')
  const name = member(member(choice, 'function'), 'name')
  if (choice !== 'required' && typeof name !== 'string') return undefined
  const tools = toolsOf(body)
  return choice === 'required' ? tools[Math.floor(luck('tool') * tools.length)] : tools.find(tool => tool.name === name)
}

/** The tools that an answer calls: the scenario's, else the one that the request insists on, else none. */
export const toolCallsOf = (asked: Asked, complete: Complete, luck: Luck, model: string): readonly ToolCall[] => {
  const given = complete.toolCalls ?? []
  if (given.length > 0) {
    return given.map((call, i) => ({
      id: idOf(model, luck, i),
      name: call.name,
      arguments: argumentsText(call.arguments),
    }))
  }
  if (complete.text !== undefined || complete.json !== undefined) return []
  const tool = demanded(asked.body, luck)
  if (!tool) return []
  const values = tool.parameters === undefined ? {} : exampleOf(tool.parameters, luck)
  return [{ id: idOf(model, luck, 0), name: tool.name, arguments: JSON.stringify(values) }]
}

/** One call as JSON. In a stream its index is the last key. */
export const toolCallJson = (call: ToolCall, index?: number): string =>
  `{"id":"${call.id}","type":"function","function":{"name":${goJson(call.name)},"arguments":${goJson(call.arguments)}}` +
  `${index === undefined ? '' : `,"index":${index}`}}`
