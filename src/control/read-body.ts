import { parseDocument } from 'yaml'
import type { JsonSchema } from '../json-schema.ts'
import { validate } from '../scenario/validate.ts'

/** A body that fits its schema, or the sentence that says what is wrong with it. */
export type BodyReading<Value> =
  | { readonly value: Value; readonly fault: null }
  | { readonly value: null; readonly fault: string }

/** Reads the body of a control call, JSON or YAML, and holds it against its schema. Never throws. */
export const readControlBody = <Value>(body: unknown, schema: JsonSchema): BodyReading<Value> => {
  const fault = (sentence: string) => ({ value: null, fault: sentence })
  if (typeof body !== 'string' || body.trim() === '') return fault('The body is empty; send JSON or YAML.')
  const document = parseDocument(body, { prettyErrors: false, version: '1.2' })
  const [error] = document.errors
  if (error) return fault(`The body is neither JSON nor YAML: ${error.message}`)
  const faults: string[] = []
  validate(document, schema, (_at, message, hint) => faults.push(hint ? `${message}. ${hint}` : message), 'the body')
  if (faults.length > 0) return fault(faults.join('; '))
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as Value, fault: null }
  } catch (thrown) {
    return fault(thrown instanceof Error ? thrown.message : String(thrown))
  }
}
