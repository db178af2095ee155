import type { SchemaRefusalName } from '../../groq/schema-refusals.ts'
import { isObject, list, namesOf } from '../../json-value.ts'
import { isObjectSchema } from './object-schema.ts'
import { MOST_SCHEMAS, type Place, placesBelow, pointerOf } from './place.ts'
import { referred } from './referred.ts'
import { schemaKeywords } from './schema-keywords.ts'
import { unionProblem } from './union-problem.ts'

/** Why a schema can't be followed strictly: the cause, the JSON Pointer of its place, and what fills its words. */
export interface StrictProblem {
  readonly name: SchemaRefusalName
  readonly path: string
  readonly fill?: Readonly<Record<string, string>>
}

/** References that are followed from one to the next. */
const MOST_STEPS = 8

/** A schema to look at, or the choice at a keyword, whose schemas were looked at before. */
interface Step {
  readonly place: Place
  readonly isUnion: boolean
}

const objectProblem = (place: Place): StrictProblem | null => {
  const schema = place.value
  if (!isObjectSchema(schema)) return null
  const names = isObject(schema.properties) ? namesOf(schema.properties).slice(0, MOST_SCHEMAS) : []
  if (names.length === 0 && schema.required !== undefined)
    return { name: 'required-without-properties', path: pointerOf(place) }
  if (schema.additionalProperties !== false) return { name: 'open-object', path: pointerOf(place) }
  const required = new Set(list(schema.required))
  const missing = names.filter(name => !required.has(name)).sort()
  if (missing.length === 0) return null
  return {
    name: 'property-not-required',
    path: `${pointerOf(place)}/required`,
    fill: { properties: missing.join(', ') },
  }
}

const isOne = (kind: string, value: unknown): boolean =>
  kind === 'one' || (kind === 'one or list' && !Array.isArray(value))

/** What to look at below a schema, in its own order: a choice after its schemas. */
const stepsBelow = (parent: Place): readonly Step[] => {
  const steps: Step[] = []
  for (const keyword of placesBelow(parent)) {
    const kind = schemaKeywords.get(keyword.name)
    if (kind === undefined) continue
    if (isOne(kind, keyword.value)) steps.push({ place: keyword, isUnion: false })
    else for (const place of placesBelow(keyword)) steps.push({ place, isUnion: false })
    if (keyword.name === 'anyOf') steps.push({ place: keyword, isUnion: true })
  }
  return steps
}

const resolverOf = (root: unknown) => (schema: unknown) => {
  let found = schema
  for (let steps = 0; steps < MOST_STEPS && isObject(found) && typeof found.$ref === 'string'; steps += 1)
    found = referred(root, found.$ref)
  return found
}

/**
 * The first thing for which a valid JSON Schema is refused where an answer or a call has to follow it strictly; null for nothing.
 * An object comes before what is in it, a choice after. It keeps a stack of its own, and looks at a bounded number of schemas.
 */
export const strictProblem = (root: unknown): StrictProblem | null => {
  const resolve = resolverOf(root)
  const problemAt = ({ place, isUnion }: Step): StrictProblem | null => {
    if (!isUnion) return objectProblem(place)
    const found = unionProblem(list(place.value).slice(0, MOST_SCHEMAS), resolve)
    return found && { ...found, path: pointerOf(place) }
  }
  const waiting: Step[] = [{ place: { value: root, name: '', parent: null }, isUnion: false }]
  for (let looked = 0; looked < MOST_SCHEMAS; looked += 1) {
    const step = waiting.pop()
    if (!step) return null
    const problem = problemAt(step)
    if (problem) return problem
    if (step.isUnion || !isObject(step.place.value)) continue
    const steps = stepsBelow(step.place)
    for (let i = steps.length - 1; i >= 0; i -= 1) waiting.push(steps[i] as Step)
  }
  return null
}
