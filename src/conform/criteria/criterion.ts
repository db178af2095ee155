import type { JsonSchema } from '../../json-schema.ts'
import type { Observation } from '../observation.ts'

/** One thing that is judged of what a client did. */
export interface Criterion<Wanted> {
  /** How it is written in a file of cases. */
  readonly schema: JsonSchema
  /** What is not as wanted, in half a sentence; null where it holds. Says no time that was measured: the next run has another. */
  check(wanted: Wanted, seen: Observation): string | null
}

/** A least and a most, either of which may be absent. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
}

export const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description })

export const bounds = (description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: false,
  minProperties: 1,
  properties: { min: count('At least so many.'), max: count('At most so many.') },
})

/** A table of keys, of which those in `required` must stand. */
export const keys = (
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({ type: 'object', description, additionalProperties: false, minProperties: 1, required, properties })
