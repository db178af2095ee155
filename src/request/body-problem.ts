import type { Problem, UploadedFile } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { modelsById } from '../groq/models.ts'
import { isObject } from '../json-value.ts'
import type { Validation } from '../scenario/scenario.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { firstRefusal } from './checks/index.ts'
import { validateBody } from './validate-body.ts'

/** A body that could be read: JSON, or the fields and the file of a form. */
export interface ReadableBody {
  readonly operation: OperationId
  readonly body: unknown
  readonly file: UploadedFile | null
  readonly bodyBytes: number
}

/** The first thing that is wrong with a body: its schema first, then what no schema says. */
export const bodyProblem = (read: ReadableBody, validation: Validation): Problem | null => {
  if (validation === 'off') return null
  const { operation, body, file, bodyBytes } = read
  const message = validateBody(operation, body, validation)
  if (message !== null) return { name: 'invalid-body', message: withoutSecrets(message) }
  if (!isObject(body)) return null
  const model = typeof body.model === 'string' ? (modelsById.get(body.model) ?? null) : null
  const refusal = firstRefusal({ operation, body, file, bodyBytes, model })
  if (refusal?.isTooLarge) return { name: 'body-too-large' }
  return refusal && { name: 'invalid-body', ...refusal }
}
