import { firstMembers, isObject, type JsonObject, list } from '../../json-value.ts'
import { MOST_SCHEMAS } from './place.ts'

/**
 * Keywords that a strict answer can't follow. Observed: `minItems` (docs/facts/groq-wire.md §1.3.2). Documented: only a subset
 * of JSON Schema is supported there; which keywords lack besides is inferred, and only those that count or name freely are
 * taken.
 */
const KEYWORDS: ReadonlySet<string> = new Set([
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'patternProperties',
])

const MAPS: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions'])
const LISTS: ReadonlySet<string> = new Set(['anyOf', 'allOf', 'oneOf', 'prefixItems'])

/** One schema within another. A property is known by its name alone, as in the one refusal that was seen. */
interface Place {
  readonly schema: unknown
  readonly place: string
}

const placesIn = (keyword: string, value: unknown, place: string): readonly Place[] => {
  if (keyword === 'items') return [{ schema: value, place }]
  if (LISTS.has(keyword))
    return list(value)
      .slice(0, MOST_SCHEMAS)
      .map(schema => ({ schema, place }))
  if (!MAPS.has(keyword) || !isObject(value)) return []
  return firstMembers(value, MOST_SCHEMAS).map(([name, schema]) => ({ schema, place: `${place}/${name}` }))
}

const below = ({ schema, place }: Place): readonly Place[] =>
  Object.entries(schema as JsonObject).flatMap(([keyword, value]) => placesIn(keyword, value, place))

/** The first keyword of a schema that strict answers do not support, and where it stands; null for none. */
export const unsupportedKeyword = (
  root: unknown,
  name: string,
): { readonly place: string; readonly keyword: string } | null => {
  const waiting: Place[] = [{ schema: root, place: name }]
  for (let looked = 0; looked < MOST_SCHEMAS; looked += 1) {
    const next = waiting.pop()
    if (!next) return null
    if (!isObject(next.schema)) continue
    const keyword = Object.keys(next.schema).find(one => KEYWORDS.has(one))
    if (keyword !== undefined) return { place: next.place, keyword }
    for (const inner of below(next)) waiting.push(inner)
  }
  return null
}
