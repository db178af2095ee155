import type { Problem } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { bodyProblem } from './body-problem.ts'
import type { ReadBody, Received } from './received.ts'
import { tooLarge } from './too-large.ts'

const FORM_TYPE = /^multipart\/form-data\s*(?:;|$)/i

const unreadable = (problem: Problem): ReadBody => ({ value: undefined, problem })

/** Understands a form: its texts are the body; what else may have come in its place is a problem. */
export const readFormBody = ({ headers, body, validation }: Received, id: OperationId): ReadBody => {
  const type = headers['content-type']
  const isEmpty = body.kind === 'none' || (body.kind === 'whole' && body.content.length === 0)
  if (type === undefined ? !isEmpty : !FORM_TYPE.test(type)) {
    return unreadable({ name: 'wrong-content-type', variant: 'wrong-form-content-type' })
  }
  if (body.kind === 'too-large') return unreadable(tooLarge(body))
  if (body.kind === 'malformed') {
    return unreadable({ name: 'invalid-body', variant: 'malformed-form', fill: { because: body.because } })
  }
  if (body.kind !== 'form' || body.bytes === 0) return unreadable({ name: 'empty-body', variant: 'empty-form' })
  const { fields, file, bytes } = body
  return { value: fields, problem: bodyProblem({ operation: id, body: fields, file, bodyBytes: bytes }, validation) }
}
