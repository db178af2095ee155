import type { JsonSchema } from '../../json-schema.ts'
import { formatPatterns } from './format-patterns.ts'
import { isFormat } from './formats.ts'
import { inFlow } from './in-flow.ts'
import { type Offer, offers, offersByStatus } from './offers.ts'
import { scenarioSchema } from './scenario-schema.ts'

/** JSON Schema as everybody knows it. */
export type StandardSchema = Readonly<Record<string, unknown>>

/** Schemas that stand in several places under the same key: written once. */
class Shared {
  readonly #seen = new Map<JsonSchema, number>()
  readonly #names = new Map<JsonSchema, string>()
  readonly definitions: Record<string, StandardSchema> = {}

  constructor(whole: JsonSchema) {
    this.#count(whole)
  }

  #count(schema: JsonSchema): void {
    const times = (this.#seen.get(schema) ?? 0) + 1
    this.#seen.set(schema, times)
    // schemas inside a shared schema are shared with it
    if (times > 1) return
    const parts = [schema.properties ?? {}, schema.anyOf ?? [], schema.items ? [schema.items] : []]
    for (const part of parts.flatMap<JsonSchema>(Object.values)) this.#count(part)
  }

  /** The schema, or where it stands. */
  place(key: string, schema: JsonSchema): StandardSchema {
    const large = schema.properties !== undefined || schema.anyOf !== undefined || schema.propertyNames !== undefined
    if (!large || (this.#seen.get(schema) ?? 0) < 2) return standard(schema, this)
    const name = this.#names.get(schema) ?? this.#define(key, schema)
    return { $ref: `#/$defs/${name}`, ...titleOf(schema), ...told(schema) }
  }

  #define(key: string, schema: JsonSchema): string {
    const name = Object.hasOwn(this.definitions, key) ? `${key}${this.#names.size}` : key
    this.#names.set(schema, name)
    this.definitions[name] = standard(schema, this)
    return name
  }
}

/** At most one of these keys, as the standard says it: one of them and no other, or none. */
const atMostOne = (keys: readonly string[], joins: JsonSchema['joins']): readonly StandardSchema[] => {
  const each = keys.map(key => ({ required: [key] }))
  const alone = (key: string): StandardSchema => {
    if (!joins) return {}
    const joined = { required: [joins.key] }
    return { not: joins.beside.includes(key) ? { ...joined, properties: { [joins.key]: { type: 'string' } } } : joined }
  }
  return [...keys.map(key => ({ required: [key], ...alone(key) })), { not: { anyOf: each } }]
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/**
 * What a key means. Editors offer what stands in `examples`, and insert mappings and lists in lines of their own, whatever
 * stands around: those are told in words.
 */
const told = ({ description, examples = [], offers: name }: JsonSchema): StandardSchema => {
  // what depends on a status is told with it
  if (offersByStatus.has(name ?? '')) return {}
  const shown = examples.filter(example => isScalar(example))
  const large = examples.filter(example => !isScalar(example)).map(inFlow)
  const says = large.length === 0 ? description : `${description ?? ''} For example: ${large.join(' or ')}`
  return {
    ...(says === undefined ? {} : { description: says }),
    ...(shown.length === 0 ? {} : { examples: shown }),
  }
}

const consts = (offered: readonly Offer[]): readonly StandardSchema[] =>
  offered.map(({ value, says }) => ({
    type: typeof value === 'number' ? 'integer' : 'string',
    const: value,
    description: says,
  }))

/** What may stand here, and what is offered before it; where only some values may, those. Each says what it is: editors show it. */
const withOffers = (own: StandardSchema, { offers: name, description }: JsonSchema): StandardSchema => {
  const offered = offers.get(name ?? '')
  if (!offered) return own
  const { enum: only, ...others } = own
  if (Array.isArray(only)) return { ...others, anyOf: consts(offered().filter(({ value }) => only.includes(value))) }
  const other = { description: description ?? 'One of your own.', ...own }
  return { description: description ?? 'A known one, or one of your own.', anyOf: [...consts(offered()), other] }
}

/** What a key with offers means stands over what its value means. */
const titleOf = ({ description, ...schema }: JsonSchema): StandardSchema => {
  const options = [schema, ...(schema.anyOf ?? [])]
  const areOffered = options.some(({ offers: name = '' }) => offers.has(name) || offersByStatus.has(name))
  return description === undefined || !areOffered || options.some(({ properties }) => properties)
    ? {}
    : { title: description }
}

/** For each status the values of the key that depends on it; without a known one, any. */
const byStatus = (properties: Readonly<Record<string, JsonSchema>>): readonly StandardSchema[] =>
  Object.entries(properties).flatMap(([key, { offers: name, description }]) => {
    const table = offersByStatus.get(name ?? '')?.()
    if (!table) return []
    const when = (known: StandardSchema, values: StandardSchema): StandardSchema => ({
      if: known,
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { properties: { [key]: { title: description, description, ...values } } },
    })
    const known = { properties: { status: { enum: [...table.keys()] } }, required: ['status'] }
    return [
      ...[...table].map(([status, offered]) =>
        when({ properties: { status: { const: status } }, required: ['status'] }, { anyOf: consts(offered) }),
      ),
      when({ not: known }, {}),
    ]
  })

/** The language server strings the words of options together where none of them has its own. */
const toldApart = (
  [first = {}, ...more]: readonly JsonSchema[],
  { description }: JsonSchema,
): readonly JsonSchema[] => {
  const hasOwn = (first.description ?? first.properties ?? first.offers) !== undefined
  return [hasOwn || description === undefined ? first : { ...first, description }, ...more]
}

const mapped = (all: Readonly<Record<string, JsonSchema>>, shared: Shared): Record<string, StandardSchema> =>
  Object.fromEntries(Object.entries(all).map(([key, own]) => [key, shared.place(key, own)]))

const propertiesOf = (properties: Readonly<Record<string, JsonSchema>>, shared: Shared): StandardSchema => {
  const dependent = byStatus(properties)
  return { properties: mapped(properties, shared), ...(dependent.length === 0 ? {} : { allOf: dependent }) }
}

const standard = (schema: JsonSchema, shared: Shared): StandardSchema => {
  const { expects: _expects, description: _description, examples: _examples, offers: _offers, ...own } = schema
  const { atMostOneOf, joins, format, properties, items, anyOf, propertyNames, ...same } = own
  const { additionalProperties: others } = schema
  const pattern = isFormat(format) ? formatPatterns[format] : null
  const plain = {
    ...same,
    ...(pattern === null ? {} : { pattern }),
    ...(atMostOneOf ? { oneOf: atMostOne(atMostOneOf, joins) } : {}),
    ...(anyOf ? { anyOf: toldApart(anyOf, schema).map(option => standard(option, shared)) } : {}),
    ...(properties ? propertiesOf(properties, shared) : {}),
    ...(propertyNames ? { propertyNames: standard(propertyNames, shared) } : {}),
    ...(typeof others === 'object' ? { additionalProperties: standard(others, shared) } : {}),
    ...(items ? { items: standard(items, shared) } : {}),
  }
  return { ...titleOf(schema), ...withOffers(plain, schema), ...told(schema) }
}

/** A schema of ours as JSON Schema of draft 2020-12, for a file that has a name. */
export const standardSchema = (whole: JsonSchema, title: string): StandardSchema => {
  const shared = new Shared(whole)
  const own = standard(whole, shared)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...own, $defs: shared.definitions }
}

/** The JSON Schema of scenario files (draft 2020-12): what editors complete, explain and check with. */
export const editorSchema = (): StandardSchema => {
  const shared = new Shared(scenarioSchema)
  const whole = standard(scenarioSchema, shared)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'groq-mock scenario',
    description: 'What a mock of the Groq API answers. `groq-mock check` finds more mistakes than this schema can.',
    ...whole,
    $defs: shared.definitions,
  }
}
