import { schemaOfWords } from './schema-of-words.ts'

/** A field that a prompt names, and what it says of its value in brackets behind it. */
export interface NamedField {
  readonly name: string
  readonly hint: string
}

const MOST_FIELDS = 60
const MOST_PLACES = 50

/** One name in quotes, what joins it to the one before, the marks that some put around it, and a hint in brackets. */
const NAME =
  /[\s,;:]{0,4}(?:(?:and|then|or|&)\s{1,2}){0,2}['"`](?:\[\[ ## )?([\w$-]{1,60})(?: ## \]\])?['"`](?:\s?\(([^)]{0,2000})\))?/y

const namesAt = (
  text: string,
  at: number,
  name = NAME,
): { readonly fields: readonly NamedField[]; readonly end: number } => {
  const fields: NamedField[] = []
  let end = at
  while (fields.length < MOST_FIELDS) {
    name.lastIndex = end
    const found = name.exec(text)
    if (!found) break
    fields.push({ name: found[1] ?? '', hint: found[2] ?? '' })
    end = name.lastIndex
  }
  return { fields, end }
}

/** The same without quotes: only where a type stands in brackets behind it is it a name for sure. */
const BARE_NAME = /[\s,;:]{0,4}(?:(?:and|then|or|&)\s{1,2}){0,2}([A-Za-z_$][\w$]{0,59})\s?\(([^)]{1,2000})\)/y
const BEHIND_BARE = /\b(?:keys|fields|properties|attributes)\b:?\s{1,2}(?=[A-Za-z_$][\w$]{0,59}\s?\()/gi

const bareNamesAt = (text: string, at: number): readonly NamedField[] => {
  const fields = namesAt(text, at, BARE_NAME).fields
  return fields.every(({ hint }) => schemaOfWords(hint) !== null) ? fields : []
}

const BEHIND = /\b(?:keys?|fields?|properties|attributes)\b[^'"`\n{]{0,40}(?=['"`])/gi
const BEFORE = /\bwith\b[^'"`\n{]{0,40}(?=['"`])/gi
const CALLED_KEYS = /^\s{0,2}(?:as )?(?:keys|fields|properties|attributes)\b/i
/** The same of one: ``with a `name` key``. */
const BEFORE_ONE = /\bwith (?:an?|the|one|only|a single|exactly one)\s{1,2}(?=['"`])/gi
const CALLED_KEY = /^\s{0,2}(?:key|field|property|attribute)\b/i
/** Objects of a list, and what is in each. */
const IN_EACH = /\beach\b[^'"`\n{.]{0,30}\b(?:with|having|has|containing|contains)\b[^'"`\n{.]{0,30}(?=['"`])/gi

const places = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].slice(-MOST_PLACES).map(({ index, 0: match }) => index + match.length)

/** The fields that a text asks for by name: `with keys "a" and "b"`, ``with `a` and `b` keys``, `with fields a (string) and b (integer)`; the last that it lists. */
export const namedFields = (text: string): readonly NamedField[] => {
  const behind = places(text, BEHIND).map(at => namesAt(text, at).fields)
  const before = places(text, BEFORE)
    .map(at => namesAt(text, at))
    .filter(({ end }) => CALLED_KEYS.test(text.slice(end, end + 20)))
    .map(({ fields }) => fields)
  const one = places(text, BEFORE_ONE)
    .map(at => namesAt(text, at))
    .filter(({ end }) => CALLED_KEY.test(text.slice(end, end + 20)))
    .map(({ fields }) => fields)
  const inEach = places(text, IN_EACH).map(at => namesAt(text, at).fields)
  const bare = places(text, BEHIND_BARE).map(at => bareNamesAt(text, at))
  return [...bare, ...one, ...inEach, ...behind, ...before].filter(fields => fields.length > 0).at(-1) ?? []
}
