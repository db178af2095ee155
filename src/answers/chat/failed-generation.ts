import type { Call } from '../../call.ts'
import type { Failure } from '../../groq/errors.ts'
import { exampleOf } from '../../json-example/example-of.ts'
import { isObject, type JsonObject, list, member } from '../../json-value.ts'
import { type Luck, luckOf } from '../../luck.ts'
import { defaultModel } from '../model-facts.ts'
import { asChat } from '../responses/as-chat.ts'
import { chosenTools, offeredTools, type Tool } from './chosen-tools.ts'
import { saidOf } from './said.ts'

/** What a model wrote that failed, and what the message says of it. */
export interface FailedGeneration {
  readonly failedGeneration: string
  /** The tool that was called. */
  readonly tool?: string
  /** What is wrong with its arguments. */
  readonly reason?: string
}

/** Documented: no more than 64 (docs/facts/groq-wire.md §3.2). Longer ones are the client's own, and may be very long. */
const LONGEST_NAME = 200
const LONGEST_REASON = 300

/** A value that breaks its schema, and the sentence about it. */
interface Mistake {
  readonly value: unknown
  readonly reason: string
}

const typeName = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** The form in which a wrong type was told (§1.4). */
const wrongType = (place: string, expected: string, value: unknown): string =>
  `\`/${place}\`: expected ${expected}, but got ${typeName(value)}`

/** A property of one type, with a value of another. */
const ofWrongType = (schema: unknown, value: JsonObject, luck: Luck): Mistake | null => {
  const typed = Object.keys(value).filter(name => {
    const type = member(member(member(schema, 'properties'), name), 'type')
    return typeof type === 'string' && name.length <= LONGEST_NAME
  })
  const name = typed[Math.floor(luck('wrong type') * typed.length)]
  if (name === undefined) return null
  const expected = String(member(member(member(schema, 'properties'), name), 'type'))
  const wrong = expected === 'string' ? 7 : 'seven'
  return { value: { ...value, [name]: wrong }, reason: wrongType(name, expected, wrong) }
}

/** A property that is missing and one too many, as far as the schema asks and forbids. */
const ofWrongProperties = (schema: unknown, value: JsonObject, luck: Luck): Mistake | null => {
  const required = list(member(schema, 'required')).filter(
    (name): name is string => typeof name === 'string' && name.length <= LONGEST_NAME,
  )
  const missing = required[Math.floor(luck('missing') * required.length)]
  const isClosed = member(schema, 'additionalProperties') === false && member(schema, 'patternProperties') === undefined
  const extra = ['foo', 'bar', 'baz'].find(name => member(member(schema, 'properties'), name) === undefined)
  const isExtra = isClosed && extra !== undefined
  if (missing === undefined && !isExtra) return null
  const { [missing ?? '']: _missing, ...rest } = value
  const reasons = [
    ...(missing === undefined ? [] : [`missing properties: '${missing}'`]),
    ...(isExtra ? [`additionalProperties '${extra}' not allowed`] : []),
  ]
  return { value: isExtra ? { ...rest, [extra]: 'bar' } : rest, reason: reasons.join(', ') }
}

type MistakeIn = (schema: unknown, value: JsonObject, luck: Luck) => Mistake | null

/** The first kind of mistake that can be made under a schema; where it allows every object, no object at all. */
const mistakeIn = (schema: unknown, luck: Luck, ...kinds: readonly MistakeIn[]): Mistake => {
  const right = schema === undefined ? {} : exampleOf(schema, luck)
  const value = isObject(right) ? right : {}
  for (const kind of kinds) {
    const mistake = kind(schema, value, luck)
    if (mistake) return mistake
  }
  const expected = typeof member(schema, 'type') === 'string' ? String(member(schema, 'type')) : 'object'
  const wrong = expected === 'string' ? 7 : 'seven'
  return { value: wrong, reason: wrongType('', expected.slice(0, LONGEST_REASON), wrong) }
}

/** The tool that the request asks for, else one by luck. */
const toolOf = (body: unknown, luck: Luck): Tool | undefined => {
  if (!isObject(body)) return undefined
  const choice = isObject(body.tool_choice) ? body.tool_choice : 'required'
  return chosenTools({ ...body, tool_choice: choice, parallel_tool_calls: false }, luck)[0]
}

const argumentsOf = ({ parameters }: Tool, luck: Luck): unknown =>
  parameters === undefined ? {} : exampleOf(parameters, luck)

const callText = (name: string, given: unknown, space?: number): string =>
  `{"name": ${JSON.stringify(name)}, "arguments": ${JSON.stringify(given, null, space)}}`

/** A name that is near to one that was offered, and was not offered itself. */
const strangerTo = (tools: readonly Tool[], name: string): string => {
  const names = new Set(tools.map(tool => tool.name))
  const near = name.replace(/_?\d+$/, '')
  for (let n = 2; ; n += 1) if (!names.has(`${near}_${n}`)) return `${near}_${n}`
}

type OfTool = (tool: Tool, luck: Luck, tools: readonly Tool[]) => FailedGeneration

const ofTool: Readonly<Partial<Record<Failure, OfTool>>> = {
  'broken-call': (tool, luck) => ({
    failedGeneration: `<function=${tool.name}>${JSON.stringify(argumentsOf(tool, luck)).slice(0, -1)}</function>`,
  }),
  'wrong-properties': ({ name, parameters }, luck) => {
    const { value, reason } = mistakeIn(parameters, luck, ofWrongProperties, ofWrongType)
    return { failedGeneration: callText(name, value, 2), tool: name, reason }
  },
  'wrong-type': ({ name, parameters }, luck) => {
    const { value, reason } = mistakeIn(parameters, luck, ofWrongType, ofWrongProperties)
    return { failedGeneration: callText(name, value), tool: name, reason }
  },
  'unknown-tool': (tool, luck, tools) => {
    const name = strangerTo(tools, tool.name)
    return { failedGeneration: callText(name, argumentsOf(tool, luck)), tool: name }
  },
  'unwanted-call': (tool, luck) => ({ failedGeneration: callText(tool.name, argumentsOf(tool, luck)) }),
  'invalid-call': ({ parameters }, luck) => {
    const { value } = mistakeIn(parameters, luck, ofWrongType, ofWrongProperties)
    return {
      failedGeneration: JSON.stringify({
        reason: 'invalid arguments',
        tool_call_id: 'call_1',
        attempted_arguments: JSON.stringify(value),
      }),
    }
  },
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The JSON that the answer would have held, broken off. */
const brokenJson = (body: JsonObject, luck: Luck, model: string): FailedGeneration | null => {
  const { response_format } = body
  if (!isObject(response_format) || response_format.type === 'text') return null
  const { content } = saidOf({ messages: body.messages, response_format, reasoning_format: 'hidden' }, {}, luck, model)
  if (content === null) return null
  const half = content.slice(0, Math.ceil(content.length / 2))
  return { failedGeneration: isJson(half) ? `${half},` : half }
}

const mismatchedJson = ({ response_format }: JsonObject, luck: Luck): FailedGeneration | null => {
  const schema = member(member(response_format, 'json_schema'), 'schema')
  if (schema === undefined) return null
  const { value } = mistakeIn(schema, luck, ofWrongProperties, ofWrongType)
  return { failedGeneration: JSON.stringify(value) }
}

/**
 * What a model would have written so that its answer to this call fails in this way: with the tools that it was offered and
 * the schemas that it was given. Null where the request offers nothing to go by.
 */
export const failedGenerationOf = (failure: Failure, call: Call, seed: number): FailedGeneration | null => {
  const body = call.operation === 'createResponse' ? asChat(call.body) : call.body
  if (!isObject(body)) return null
  const luck = luckOf({ fingerprint: call.fingerprint, seed })
  if (failure === 'broken-json') return brokenJson(body, luck, call.model ?? defaultModel)
  if (failure === 'mismatched-json') return mismatchedJson(body, luck)
  const tool = toolOf(body, luck)
  if (!tool) return null
  return ofTool[failure]?.({ ...tool, name: tool.name.slice(0, LONGEST_NAME) }, luck, offeredTools(body)) ?? null
}
