import type { Problem, UploadedFile } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { modelsById } from '../groq/models.ts'
import { isLongBody } from '../is-long-body.ts'
import { isObject, type JsonObject } from '../json-value.ts'
import type { Validation } from '../scenario/scenario.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { Checked, CheckRefusal } from './checks/check.ts'
import { firstRefusal, firstRefusalInSteps } from './checks/index.ts'
import { validateBody, validateInSteps } from './validate-body.ts'

/** A body that could be read: JSON, or the fields and the file of a form. */
export interface ReadableBody {
  readonly operation: OperationId
  readonly body: unknown
  readonly file: UploadedFile | null
  readonly bodyBytes: number
  readonly isLine?: true | undefined
}

const checkedIn = ({ operation, file, bodyBytes, isLine }: ReadableBody, body: JsonObject): Checked => {
  const model = typeof body.model === 'string' ? (modelsById.get(body.model) ?? null) : null
  return { operation, body, file, bodyBytes, isLine, model }
}

const asProblem = (refusal: CheckRefusal | null): Problem | null => {
  if (refusal?.isTooLarge) return { name: 'body-too-large' }
  return refusal && { name: 'invalid-body', ...refusal }
}

const invalid = (message: string): Problem => ({ name: 'invalid-body', message: withoutSecrets(message) })

const ahead = new WeakMap<object, Problem | null>()

/** Looks for what is wrong with a large body before it is asked for, in steps. */
export function* problemAhead(read: ReadableBody, validation: Validation): Generator<void, void> {
  const { operation, body, bodyBytes } = read
  if (validation === 'off' || !isObject(body) || !isLongBody(bodyBytes)) return
  const message = yield* validateInSteps(operation, body, validation)
  yield
  const problem = message === null ? asProblem(yield* firstRefusalInSteps(checkedIn(read, body))) : invalid(message)
  ahead.set(body, problem)
}

/** The first thing that is wrong with a body: its schema first, then what no schema says. */
export const bodyProblem = (read: ReadableBody, validation: Validation): Problem | null => {
  if (validation === 'off') return null
  const { operation, body, bodyBytes } = read
  const known = isLongBody(bodyBytes) && isObject(body) ? ahead.get(body) : undefined
  if (known !== undefined) return known
  const message = validateBody(operation, body, validation)
  if (message !== null) return invalid(message)
  return isObject(body) ? asProblem(firstRefusal(checkedIn(read, body))) : null
}
