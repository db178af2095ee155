import type { UploadedFile } from '#src/call'
import { type OperationId, operations } from '#src/groq/endpoints'
import { compileError } from '#src/outcomes/error/compile-error'
import { bodyProblem } from '#src/request/body-problem'
import type { Validation } from '#src/scenario/scenario'
import { askAt, callOf, errorContextOf, freshState, scenarioOf } from './deciding.ts'

/** A request as far as validation looks at it. */
export interface Asked {
  readonly operation?: OperationId
  readonly body: unknown
  readonly file?: UploadedFile | null
  readonly validation?: Validation
}

const state = freshState(scenarioOf({}))

/** The whole answer to a request that is refused, or null for one that is not: what is decided about it, as it would leave. */
export const refusalOf = ({
  operation = 'createChatCompletion',
  body,
  file = null,
  validation = 'standard',
}: Asked): string | null => {
  // so long a body is counted to its end
  const problem = bodyProblem({ operation, body, file, bodyBytes: 4 * 1024 ** 2 }, validation)
  if (!problem) return null
  const call = { operation, endpoint: operations[operation].endpoint, body, problem }
  const { outcome } = askAt(state, { call })
  if (outcome.kind !== 'error' || outcome.error.status !== 400) throw new Error(`it was answered with ${outcome.kind}`)
  const { body: written, variant } = compileError(outcome.error)
  if (variant === null) throw new Error('it is no variant of the catalogue')
  return written(errorContextOf(callOf(call)))
}

/** What the catalogue's error object says in a refusal; null where there is none. */
export const saidIn = (body: string | null): Readonly<Record<string, string>> | null =>
  body === null ? null : JSON.parse(body).error

/** The body of a refusal as Groq writes it: no spaces, `param` and `code` only where there is one. */
export const errorText = (message: string, rest: { readonly param?: string; readonly code?: string } = {}): string =>
  `${JSON.stringify({ error: { message, type: 'invalid_request_error', ...rest } })}\n`
