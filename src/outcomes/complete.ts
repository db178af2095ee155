import type { Answer, Complete } from '../answers/answer.ts'
import { answer } from '../answers/index.ts'
import type { Call } from '../call.ts'
import { type OperationId, operations } from '../groq/endpoints.ts'
import { commonHeaders, jsonHeaders, streamHeaders } from '../groq/headers.ts'
import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { change, type HeaderList, listOf } from '../wire/header-list.ts'
import type { Head } from '../wire/wire.ts'
import { diagnoseEnd, endSchemas } from './complete-end.ts'
import { diagnoseOwn, ownInWords, ownSchemas } from './complete-own.ts'
import { deliver } from './deliver.ts'
import { reasonOf } from './error/compile-error.ts'
import { limitList } from './limit-list.ts'
import type { OutcomeKind } from './outcome-kind.ts'
import { type Performance, withChanges } from './performance.ts'
import type { Remark } from './remark.ts'
import { textOrTemplate } from './text-or-template.ts'

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
    text: textOrTemplate({ type: 'string', description: 'The content of the message.', examples: ['Hello'] }),
    reasoning: textOrTemplate({
      type: 'string',
      description: 'The reasoning of the message.',
      examples: ['The user greets me.'],
    }),
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
        cached_tokens: {
          ...count,
          description: 'Tokens of the prompt that were cached: limits do not count them.',
          examples: [8],
        },
        completion_tokens: { ...count, description: 'Tokens of the answer.', examples: [20] },
        total_tokens: { ...count, description: 'Both together; by default their sum.', examples: [30] },
      },
    },
    ...ownSchemas,
    ...endSchemas,
  },
}

const diagnose = (raw: RawComplete): readonly PathDiagnostic[] => [...diagnoseEnd(raw), ...diagnoseOwn(raw)]

const contentInWords = ({ text, chunks, json, embedding, toolCalls, finish, status }: Complete): string => {
  if (status) return `success with status ${status}`
  if (toolCalls) return `success that calls ${toolCalls.map(({ name }) => name).join(', ')}`
  if (json !== undefined) return 'success with the given JSON'
  if (text !== undefined || chunks !== undefined) return 'success with the given text'
  if (embedding !== undefined) return 'success with the given embedding'
  return finish ? `success that finishes with ${finish}` : 'success'
}

const describe = (spec: Complete): string => contentInWords(spec) + ownInWords(spec)

/** If a rule wants success for a URL that the API does not know, it gets the answer of the most used operation. */
export const operationOf = (call: Call): OperationId =>
  call.operation ?? (call.method === 'POST' ? 'createChatCompletion' : 'listModels')

/** As much of a performance as an answer is made from. */
type AnswerSource = Pick<Performance, 'call' | 'fresh' | 'seed' | 'sessionMs' | 'models' | 'resources' | 'standing'>

/** The answer that success gives to this call; whoever counts is told what it uses. */
export const answerTo = (complete: Complete, source: AnswerSource): Answer => {
  const { call, fresh, seed, sessionMs, resources, models, standing } = source
  const context = { call, operation: operationOf(call), tier: standing.tier, seed, sessionMs, resources, models }
  const given = answer(context, complete, fresh)
  standing.meter?.answered(given.tokens, given.kind === 'whole' ? (given.audioSeconds ?? null) : null)
  return given
}

const jsonHead = listOf({ ...jsonHeaders, ...commonHeaders })
const streamHead = listOf({ ...streamHeaders, ...commonHeaders })

const headOf = ({ contentType }: Answer): HeaderList => {
  if (contentType === 'application/json') return [...jsonHead]
  if (contentType === 'text/event-stream') return [...streamHead]
  return listOf({ ...jsonHeaders, ...commonHeaders, 'content-type': contentType })
}

/** What this answer uses of what its headers show. */
const usedBy = (given: Answer): number => {
  if (given.tokens) return given.tokens.prompt + given.tokens.completion
  return given.kind === 'whole' ? (given.audioSeconds ?? 0) : 0
}

/** Headers of a success. */
export const successHeaders = (given: Answer, { call, fresh, standing }: Performance): HeaderList => {
  const headers = headOf(given)
  const { limits } = operations[operationOf(call)]
  headers.push(...limitList(limits, standing.limits, 1, usedBy(given)), 'x-request-id', fresh.requestId)
  if (given.kind === 'whole' && given.headers) change(headers, given.headers)
  return headers
}

/** The answer of an API that is well, with its head. */
export const successOf = (
  spec: Complete,
  performance: Performance,
): { readonly head: Head; readonly given: Answer } => {
  const given = answerTo(spec, performance)
  const status = given.kind === 'whole' ? (given.status ?? 200) : 200
  const headers = withChanges(successHeaders(given, performance), performance)
  return { head: { status, reason: reasonOf(status), headers }, given }
}

const TOO_MUCH: Remark = {
  why: 'the schema of the request asks for more work than one request may take',
  keys: ['the rest of it'],
}

/** The answer of an API that is well. */
export const complete: OutcomeKind<RawComplete, Complete> = {
  schema,
  diagnose,
  read: raw => raw,
  describe,
  perform: (spec, performance) => {
    const { head, given } = successOf(spec, performance)
    const performed = deliver(head, given, performance)
    return given.isSparse ? Promise.resolve(performed).then(remarks => [...remarks, TOO_MUCH]) : performed
  },
}
