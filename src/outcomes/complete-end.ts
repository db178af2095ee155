import type { Complete } from '../answers/answer.ts'
import { batchEnds } from '../groq/batch-facts.ts'
import { responseEnds } from '../groq/response-ends.ts'
import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { endpointsEndingAs } from './complete-parts.ts'

/** What comes of both without a word; `diagnoseEnd` says so. */
const USUAL = 'completed'
const statuses = [...new Set([...responseEnds, ...batchEnds, USUAL])]

const code = { type: 'string', minLength: 1, description: 'The code.', examples: ['server_error'] } as const
const message = { type: 'string', description: 'The message.', examples: ['The model is overloaded.'] } as const

/** The parts of `complete` that say how a response or a batch ends, besides well. */
export const endSchemas = {
  status: {
    enum: statuses,
    description: 'How a response ends (incomplete, failed), or where a new batch comes to and stays.',
    examples: ['failed'],
  },
  reason: {
    type: 'string',
    minLength: 1,
    description: 'Why a response is incomplete; by default max_output_tokens.',
    examples: ['content_filter'],
  },
  error: {
    type: 'object',
    additionalProperties: false,
    required: ['code', 'message'],
    description: 'The error of a response that failed, or is incomplete.',
    examples: [{ code: 'server_error', message: 'The model is overloaded.' }],
    properties: { code, message },
  },
  errors: {
    type: 'array',
    minItems: 1,
    description: 'The errors of a batch that failed.',
    examples: [[{ line: 4, code: 'invalid_method', message: 'Use POST.', param: 'method' }]],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['code', 'message'],
      properties: {
        code,
        message,
        param: { type: 'string', description: 'What is wrong in the line.', examples: ['method'] },
        line: { type: 'integer', minimum: 1, description: 'The line of the input.', examples: [4] },
      },
    },
  },
} as const satisfies Readonly<Record<string, JsonSchema>>

const CONTENT = [
  'text',
  'chunks',
  'reasoning',
  'toolCalls',
  'json',
  'usage',
  'model',
  'id',
  'logprobs',
  'embedding',
] as const

const wrong = (key: string, message: string, hint: string): PathDiagnostic => ({
  path: [key],
  severity: 'error',
  message,
  hint,
})

const isOneOf = (all: readonly string[], status: string | undefined): boolean => all.some(one => one === status)

/** Whether only a batch can end so. */
const isOfBatchOnly = (raw: Complete): boolean => {
  const [first, second] = endpointsEndingAs(raw)
  return first === 'batches' && second === undefined
}

const ofResponse = ({ status, reason, error }: Complete): readonly PathDiagnostic[] => [
  ...(reason !== undefined && status !== 'incomplete'
    ? [wrong('reason', '"reason" needs status: incomplete', 'Add status: incomplete, or take "reason" out.')]
    : []),
  ...(error !== undefined && !isOneOf(responseEnds, status)
    ? [
        wrong(
          'error',
          '"error" needs status: failed or status: incomplete',
          'Add the status of the response, or for an HTTP error write error beside match, not in complete.',
        ),
      ]
    : []),
]

const ofBatch = (raw: Complete): readonly PathDiagnostic[] => {
  const { status, error, errors } = raw
  const idle = isOfBatchOnly(raw) ? CONTENT.find(key => raw[key] !== undefined) : undefined
  return [
    ...(errors !== undefined && status !== 'failed'
      ? [wrong('errors', '"errors" needs status: failed', 'Add status: failed, or take "errors" out.')]
      : []),
    ...(errors !== undefined && error !== undefined
      ? [wrong('errors', 'a batch has "errors" and a response "error", not both', 'Keep the one of what you match.')]
      : []),
    ...(idle !== undefined
      ? [wrong(idle, `a batch shows no "${idle}"`, `Take "${idle}" out; what its lines get is for other rules.`)]
      : []),
  ]
}

/** The mistakes in how a success ends that the schema can't express: parts that would not show. */
export const diagnoseEnd = (raw: Complete): readonly PathDiagnostic[] => {
  const { status, finish } = raw
  if (String(status) === USUAL)
    return [wrong('status', `a success is ${USUAL} anyway`, 'Take "status" out, or write how else it ends.')]
  return [
    ...ofResponse(raw),
    ...ofBatch(raw),
    ...(status !== undefined && finish !== undefined
      ? [wrong('finish', '"status" says how it ends, so "finish" does nothing', 'Take one of them out.')]
      : []),
  ]
}
