import { createRequire } from 'node:module'
import type { Ajv, ValidateFunction } from 'ajv'

/** What Fastify asks: whether a value is valid, and then what was wrong with it. */
interface Validator {
  (value: unknown): boolean
  errors?: NonNullable<ValidateFunction['errors']> | null
}

let ajv: Ajv | null = null
const compiled = new Map<string, ValidateFunction>()

const compile = (schema: object): ValidateFunction => {
  // our own constants, checked as types: not again at every start
  ajv ??= new (createRequire(import.meta.url)('ajv') as typeof import('ajv')).Ajv({
    meta: false,
    validateSchema: false,
  })
  return ajv.compile(schema)
}

const compiledOnce = (schema: object): ValidateFunction => {
  const key = JSON.stringify(schema)
  const validator = compiled.get(key) ?? compile(schema)
  compiled.set(key, validator)
  return validator
}

/** Bodies and queries are held against their schemas by those who read them: they tell what is wrong, and where. */
const fits: Validator = () => true

/**
 * Fastify's compiler of validators: what routes hold their parameters against is compiled once a process, not once a server,
 * and when a route is first asked. Ajv comes with the first of them.
 */
export const compileOnce = ({
  schema,
  httpPart,
}: {
  readonly schema: object
  readonly httpPart?: string
}): Validator => {
  if (httpPart !== 'params') return fits
  let known: ValidateFunction | null = null
  const validator: Validator = value => {
    known ??= compiledOnce(schema)
    const isValid = known(value)
    validator.errors = known.errors ?? null
    return isValid
  }
  return validator
}
