import type { JsonSchema } from '../../json-schema.ts'
import { listed } from '../../listed.ts'
import { suggest } from '../../nearest.ts'
import { shown } from './words.ts'

/** A mapping that is being walked through: its schema, and its name in messages. */
export interface Around {
  readonly schema: JsonSchema
  readonly name: string
}

const has = (schema: JsonSchema, key: string): boolean =>
  schema.properties !== undefined && Object.hasOwn(schema.properties, key)

/** The mappings that may stand behind a key, and whether as items of a list. */
const below = (schema: JsonSchema): readonly { readonly schema: JsonSchema; readonly item: boolean }[] =>
  (schema.anyOf ?? [schema]).flatMap(option => [
    { schema: option, item: false },
    ...(option.items ? [{ schema: option.items, item: true }] : []),
  ])

const deeper = (key: string, { schema }: Around): string | null => {
  const places = Object.entries(schema.properties ?? {}).flatMap(([name, own]) =>
    below(own)
      .filter(inner => has(inner.schema, key))
      .map(({ item }) => (item ? `an item of ${name}` : `${name}: { ${key}: … }`)),
  )
  return places.length > 0 ? `It belongs one level deeper, in ${listed(places)}.` : null
}

const further = (key: string, outer: readonly Around[]): string | null => {
  const place = outer.find(({ schema }) => has(schema, key))
  return place ? `It belongs further out, in ${place.name}: indent it less.` : null
}

/** What to do about a key that a mapping does not know: where it belongs, what it was meant to be, or what there is. */
export const keyHint = (key: string, here: Around, outer: readonly Around[]): string => {
  if (here.schema.atMostOneOf && (key === 'sequence' || key === 'oneOf'))
    return 'Choices nest once: a oneOf in a step of a sequence, or a sequence in an option of a oneOf.'
  if (key === '<<') return 'Merge keys are not part of YAML 1.2: name the whole value with an anchor.'
  const known = Object.keys(here.schema.properties ?? {})
  const [near] = known.filter(name => name.toLowerCase() === key.toLowerCase())
  if (near) return `Did you mean ${shown(near)}?`
  return deeper(key, here) ?? further(key, outer) ?? suggest(key, known)
}
