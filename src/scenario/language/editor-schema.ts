import type { JsonSchema } from '../../json-schema.ts'
import { formatPatterns } from './format-patterns.ts'
import { isFormat } from './formats.ts'
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
    return { $ref: `#/$defs/${name}`, description: schema.description, examples: schema.examples }
  }

  #define(key: string, schema: JsonSchema): string {
    const name = Object.hasOwn(this.definitions, key) ? `${key}${this.#names.size}` : key
    this.#names.set(schema, name)
    this.definitions[name] = standard(schema, this)
    return name
  }
}

/** At most one of these keys, as the standard says it: one of them and no other, or none. */
const atMostOne = (keys: readonly string[]): readonly StandardSchema[] => {
  const each = keys.map(key => ({ required: [key] }))
  return [...each, { not: { anyOf: each } }]
}

const mapped = (all: Readonly<Record<string, JsonSchema>>, shared: Shared): Record<string, StandardSchema> =>
  Object.fromEntries(Object.entries(all).map(([key, own]) => [key, shared.place(key, own)]))

const standard = (schema: JsonSchema, shared: Shared): StandardSchema => {
  const { expects: _expects, atMostOneOf, format, properties, items, anyOf, propertyNames, ...same } = schema
  const { additionalProperties: others } = schema
  const pattern = isFormat(format) ? formatPatterns[format] : null
  return {
    ...same,
    ...(pattern === null ? {} : { pattern }),
    ...(atMostOneOf ? { oneOf: atMostOne(atMostOneOf) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(option => standard(option, shared)) } : {}),
    ...(properties ? { properties: mapped(properties, shared) } : {}),
    ...(propertyNames ? { propertyNames: standard(propertyNames, shared) } : {}),
    ...(typeof others === 'object' ? { additionalProperties: standard(others, shared) } : {}),
    ...(items ? { items: standard(items, shared) } : {}),
  }
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
