import type { Problem, UploadedFile } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { Validation } from '../scenario/scenario.ts'
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
  const message = validateBody(read.operation, read.body, validation)
  return message === null ? null : { name: 'invalid-body', message }
}
