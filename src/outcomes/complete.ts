import type { Answer, Asked, Complete } from '../answers/answer.ts'
import { answer } from '../answers/index.ts'
import type { Call } from '../call.ts'
import { commonHeaders, idleLimits, jsonHeaders, rateLimited, streamHeaders } from '../groq/headers.ts'
import { rateLimitList } from '../groq/rate-limit-headers.ts'
import type { JsonSchema } from '../json-schema.ts'
import { type HeaderList, listOf } from './header-list.ts'
import type { Fault, OutcomeKind } from './outcome.ts'
import { type Performance, withChanges } from './performance.ts'

/** What stands behind `complete:`, which is also what the engine carries. */
export type RawComplete = Complete

const count = { type: 'integer', minimum: 0 } as const

const schema: JsonSchema = {
  type: 'object',
  description:
    'Success with this content, streamed if the client asked for a stream. `{}` is what the API answers by itself.',
  examples: [{ text: 'Hello' }],
  additionalProperties: false,
  properties: {
    text: { type: 'string', description: 'The content of the message.', examples: ['Hello'] },
    reasoning: { type: 'string', description: 'The reasoning of the message.', examples: ['The user greets me.'] },
    toolCalls: {
      type: 'array',
      minItems: 1,
      description: 'Tools that the answer calls.',
      examples: [[{ name: 'get_weather', arguments: { city: 'Oslo' } }]],
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, description: 'The function.', examples: ['get_weather'] },
          arguments: {
            description: 'A mapping, or a text that is sent as it is, right or wrong.',
            examples: [{ city: 'Oslo' }],
          },
        },
      },
    },
    json: { description: 'Content as compact JSON text.', examples: [{ ok: true }] },
    finish: { enum: ['stop', 'length', 'tool_calls'], description: 'The finish reason.', examples: ['length'] },
    usage: {
      type: 'object',
      additionalProperties: false,
      description: 'Token counts to report.',
      examples: [{ prompt_tokens: 10, completion_tokens: 20 }],
      properties: {
        prompt_tokens: { ...count, description: 'Tokens of the prompt.', examples: [10] },
        completion_tokens: { ...count, description: 'Tokens of the answer.', examples: [20] },
        total_tokens: { ...count, description: 'Both; the sum if it is not said.', examples: [30] },
      },
    },
  },
}

const faults = (raw: RawComplete): readonly Fault[] =>
  raw.text !== undefined && raw.json !== undefined
    ? [
        {
          path: ['json'],
          severity: 'error',
          message: 'the content is said twice, as "text" and as "json"',
          hint: 'Keep one of them.',
        },
      ]
    : []

const describe = ({ text, json, toolCalls, finish }: Complete): string => {
  if (toolCalls) return `success that calls ${toolCalls.map(({ name }) => name).join(', ')}`
  if (json !== undefined) return 'success with the given JSON'
  if (text !== undefined) return 'success with the given text'
  return finish ? `success that finishes with ${finish}` : 'success'
}

/** A URL that the API does not know still gets an answer where a rule wants success there: the one of its most used operation. */
const operationOf = (call: Call): Asked['operation'] =>
  call.operation ?? (call.method === 'POST' ? 'createChatCompletion' : 'listModels')

/** The answer that success gives to this call. */
export const answerTo = (complete: Complete, { call, fresh, seed, models }: Performance): Answer =>
  answer(
    {
      operation: operationOf(call),
      model: call.model,
      stream: call.stream === true,
      tier: call.tier,
      body: call.body,
      fingerprint: call.fingerprint,
      seed,
      models,
    },
    complete,
    fresh,
  )

const jsonHead = listOf({ ...jsonHeaders, ...commonHeaders })
const streamHead = listOf({ ...streamHeaders, ...commonHeaders })

/** Headers of a success, with the rate limits of an account that is idle but for this request. */
export const successHeaders = (given: Answer, { call, fresh }: Performance): HeaderList => {
  const head = given.kind === 'stream' ? streamHead : jsonHead
  if (call.operation && !rateLimited.has(call.operation)) return [...head, 'x-request-id', fresh.requestId]
  const limits = rateLimitList({
    limitRequests: idleLimits.requestsPerDay,
    usedRequests: 1,
    limitTokens: idleLimits.tokensPerMinute,
    usedTokens: given.tokens ? given.tokens.prompt + given.tokens.completion : 0,
  })
  return [...head, ...limits, 'x-request-id', fresh.requestId]
}

/** The answer of an API that is well. */
export const complete: OutcomeKind<RawComplete, Complete> = {
  schema,
  faults,
  read: raw => raw,
  describe,
  perform: (spec, performance) => {
    const given = answerTo(spec, performance)
    const head = { status: 200, reason: 'OK', headers: withChanges(successHeaders(given, performance), performance) }
    if (given.kind === 'stream') performance.wire.stream(head, given.events.join(''), given.events.length)
    else performance.wire.send(head, given.body)
  },
}
