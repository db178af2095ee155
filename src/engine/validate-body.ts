import { Ajv, type ValidateFunction } from 'ajv'
import { chatRequest } from '../groq/chat-request.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { type BodySchema, firstViolation } from './grammar.ts'

/** The operations whose body is validated. A further one is a line here. */
const schemas: Partial<Record<OperationId, BodySchema>> = {
  createChatCompletion: chatRequest,
}

const compiled = new Map<OperationId, ValidateFunction>()

const compile = (schema: BodySchema): ValidateFunction =>
  new Ajv({
    strict: false,
    // else the 1e999 of a JSON text, which is Infinity once parsed, would be an integer
    strictNumbers: true,
    discriminator: true,
    // our own constants: checked by the tests, not again at every start
    meta: false,
    validateSchema: false,
    messages: false,
  }).compile({ ...schema })

const validatorOf = (operation: OperationId, schema: BodySchema): ValidateFunction => {
  const known = compiled.get(operation)
  if (known) return known
  const fresh = compile(schema)
  compiled.set(operation, fresh)
  return fresh
}

/**
 * What is wrong with a parsed body in the words of Groq's 400, or null when nothing is or the operation takes no body that we know.
 * Ajv alone tells valid from invalid; only a body that it refused is walked for the words.
 */
export const validateBody = (operation: OperationId, body: unknown): string | null => {
  const schema = schemas[operation]
  if (!schema) return null
  const isValid = validatorOf(operation, schema)
  // the second sentence is never said as long as the walk and Ajv agree, which a property test holds them to
  return isValid(body) ? null : (firstViolation(schema, body) ?? 'request body is invalid')
}
