import { fillTemplate } from '../../groq/error-body.ts'
import { schemaRefusals } from '../../groq/schema-refusals.ts'
import { isObject } from '../../json-value.ts'
import type { CheckRefusal } from './check.ts'
import { type StrictProblem, strictProblem } from './strict-problem.ts'

const atPlace = ({ path }: StrictProblem): string => (path === '' ? '' : `${path}: `)

/** Refuses the schema of a strict answer. */
export const formatRefusal = (name: unknown, schema: unknown): CheckRefusal | null => {
  const problem = strictProblem(schema)
  if (!problem) return null
  const { path, fill } = problem
  return {
    variant: `schema-${problem.name}`,
    fill: { schema: String(name ?? ''), at: atPlace(problem), schemaPath: path, ...fill },
  }
}

const isEmpty = (value: unknown): boolean => !isObject(value) || Object.keys(value).length === 0

/** A tool without arguments: seen to be taken as it is, strict or not (docs/facts/groq-wire.md §1.3.3). */
const isBare = (schema: unknown): boolean =>
  isObject(schema) && schema.properties === undefined && schema.additionalProperties === undefined

/** Refuses the parameters of a function. */
export const toolRefusal = (tool: string, index: number, schema: unknown, isStrict: boolean): CheckRefusal | null => {
  const where = { tool, index: String(index) }
  if (!isObject(schema)) return null
  if (schema.required !== undefined && isEmpty(schema.properties))
    return { variant: 'tool-required-without-properties', fill: where }
  const problem = isStrict && !isBare(schema) ? strictProblem(schema) : null
  if (!problem) return null
  const reason = `${atPlace(problem)}${fillTemplate(schemaRefusals[problem.name].says, problem.fill ?? {}, {})}`
  return { variant: 'tool-schema-not-strict', fill: { ...where, reason } }
}
