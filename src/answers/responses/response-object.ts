import { goJson } from '../../groq/go.ts'
import { isObject, member } from '../../json-value.ts'
import type { Completion } from '../chat/completion.ts'
import { forcedFunction } from './as-chat.ts'
import { echo, echoed } from './echoed.ts'
import type { ResponseEnd } from './response-end.ts'

/** A response at one moment: how it ended, or null while it is made; its items and its usage, both as JSON. */
export type ResponseAt = (end: ResponseEnd | null, output: string, usage: string) => string

const numberOr = (value: unknown, otherwise: number | null): number | null =>
  Number.isFinite(value) ? Number(value) : otherwise

const effortOf = (body: unknown): string => {
  const effort = member(member(body, 'reasoning'), 'effort')
  return typeof effort === 'string' ? `{"effort":${goJson(effort)}}` : 'null'
}

const formatOf = (body: unknown): string => {
  const format = member(member(body, 'text'), 'format')
  return echo(isObject(format) && typeof format.type === 'string' ? format : { type: 'text' }, '{"type":"text"}')
}

const choiceOf = (body: unknown): string => {
  const choice = member(body, 'tool_choice')
  const name = forcedFunction(choice)
  if (name !== null) return `{"type":"function","function":{"name":${goJson(name)}}}`
  return choice === 'none' || choice === 'required' ? `"${choice}"` : '"auto"'
}

/**
 * A response object around what changes while it is made. Keys in the order of the wire (observed 2026, documented but for
 * `groq`); where recordings and the OpenAPI document differ (`instructions`, `top_logprobs`) it is the document's
 * (docs/facts/groq-wire.md §3.10).
 */
export const responseObject = (id: string, { created, namedModel }: Completion, body: unknown): ResponseAt => {
  const head = `{"id":${goJson(id)},"object":"response","status":`
  const settings =
    `"previous_response_id":null,"model":${goJson(namedModel)},"reasoning":${effortOf(body)}` +
    `,"max_output_tokens":${numberOr(member(body, 'max_output_tokens'), null)}` +
    `,"instructions":${echoed(body, 'instructions', 'null')},"text":{"format":${formatOf(body)}}` +
    `,"tools":${echoed(body, 'tools', '[]')},"tool_choice":${choiceOf(body)}` +
    `,"truncation":"disabled","metadata":${echoed(body, 'metadata', '{}')},"groq":null` +
    `,"temperature":${numberOr(member(body, 'temperature'), 1)},"top_p":${numberOr(member(body, 'top_p'), 1)}` +
    `,"user":${echoed(body, 'user', 'null')}` +
    `,"service_tier":"${member(body, 'service_tier') === 'flex' ? 'flex' : 'default'}","background":false`
  const parallel = member(body, 'parallel_tool_calls') !== false
  const tail = `"parallel_tool_calls":${parallel},"store":false,"top_logprobs":0,"max_tool_calls":null}`
  return (end, output, usage) => {
    const { status, reason, error } = end ?? { status: 'in_progress', reason: null, error: null }
    const details = reason === null ? 'null' : `{"reason":${goJson(reason)}}`
    const told = error === null ? 'null' : `{"code":${goJson(error.code)},"message":${goJson(error.message)}}`
    return (
      `${head}"${status}","created_at":${created},"output":[${output}],${settings}` +
      `,"error":${told},"incomplete_details":${details},"usage":${usage},${tail}`
    )
  }
}
