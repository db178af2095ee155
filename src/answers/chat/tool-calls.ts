import { goJson } from '../../groq/go.ts'
import { exampleOf } from '../../json-example/example-of.ts'
import type { Luck } from '../../luck.ts'
import type { Complete } from '../answer.ts'
import { nineFrom, uuidFrom } from '../ids.ts'
import { isCompound, modelFacts } from '../model-facts.ts'
import { chosenTools, type Tool } from './chosen-tools.ts'

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

/** Each call draws by itself: two tools with the same parameters are not called with the same arguments. */
const argumentsOf = ({ parameters }: Tool, luck: Luck, index: number): string =>
  parameters === undefined
    ? '{}'
    : JSON.stringify(exampleOf(parameters, what => luck(index === 0 ? what : `${index} ${what}`)))

/** The tools that an answer calls: the scenario's, else those that the request asks for; compound systems call none. */
export const toolCallsOf = (body: unknown, complete: Complete, luck: Luck, model: string): readonly ToolCall[] => {
  const given = complete.toolCalls ?? []
  if (given.length > 0) {
    return given.map((call, i) => ({
      id: idOf(model, luck, i),
      name: call.name,
      arguments: argumentsText(call.arguments),
    }))
  }
  if (complete.text !== undefined || complete.json !== undefined || isCompound(model)) return []
  return chosenTools(body, luck).map((tool, i) => ({
    id: idOf(model, luck, i),
    name: tool.name,
    arguments: argumentsOf(tool, luck, i),
  }))
}

/** One call as JSON. In a stream its index is the last key (docs/facts/groq-wire.md §3.3). */
export const toolCallJson = (call: ToolCall, index?: number): string =>
  `{"id":"${call.id}","type":"function","function":{"name":${goJson(call.name)},"arguments":${goJson(call.arguments)}}` +
  `${index === undefined ? '' : `,"index":${index}`}}`
