import { isObject, type JsonObject } from '../../json-value.ts'

/**
 * Keywords that a strict answer can't follow. Observed: `minItems` (docs/facts/groq-wire.md §1.3.2). Documented: only a subset
 * of JSON Schema is supported there; which keywords lack besides is inferred, and only those that count or name freely are
 * taken.
 */
const KEYWORDS = [
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
]

const MAPS = ['properties', '$defs', 'definitions']
const LISTS = ['anyOf', 'allOf', 'oneOf', 'prefixItems']

/** One schema within another. A property is known by its name alone, as in the one refusal that was seen. */
interface Place {
  readonly schema: unknown
  readonly place: string
}

const below = (schema: JsonObject, place: string): readonly Place[] => [
  ...MAPS.flatMap(keyword => (isObject(schema[keyword]) ? Object.entries(schema[keyword]) : [])).map(
    ([name, inner]) => ({ schema: inner, place: `${place}/${name}` }),
  ),
  ...LISTS.flatMap(keyword => (Array.isArray(schema[keyword]) ? schema[keyword] : [])).map(inner => ({
    schema: inner,
    place,
  })),
  { schema: schema.items, place },
]

/** The first keyword of a schema that strict answers do not support, and where it stands; null for none. */
export const unsupportedKeyword = (
  root: unknown,
  name: string,
): { readonly place: string; readonly keyword: string } | null => {
  const waiting: Place[] = [{ schema: root, place: name }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { schema, place } = next
    if (!isObject(schema)) continue
    const keyword = KEYWORDS.find(one => Object.hasOwn(schema, one))
    if (keyword !== undefined) return { place, keyword }
    for (const inner of below(schema, place)) waiting.push(inner)
  }
  return null
}
