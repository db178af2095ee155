import { Ajv, type ValidateFunction } from 'ajv'

// our own constants, checked as types: not again at every start
const ajv = new Ajv({ meta: false, validateSchema: false })
const compiled = new Map<string, ValidateFunction>()

/** Fastify's compiler of validators: what routes hold their parameters against is compiled once a process, not once a server. */
export const compileOnce = ({ schema }: { readonly schema: object }): ValidateFunction => {
  const key = JSON.stringify(schema)
  const known = compiled.get(key)
  if (known) return known
  const fresh = ajv.compile(schema)
  compiled.set(key, fresh)
  return fresh
}
