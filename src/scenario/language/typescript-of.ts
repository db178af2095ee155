import type { JsonSchema } from '../../json-schema.ts'

const isPlainKey = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

/** Alternatives, each once; where any text may stand, no text is named. */
const unionOf = (parts: readonly string[]): string =>
  [...new Set(parts)].filter(part => !(part.startsWith('"') && parts.includes('string'))).join(' | ')

const comment = ({ description }: JsonSchema, indent: string): string =>
  description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '*\\/')} */\n`

/** What excludes what, as a union: each of these keys alone, or none of them. */
const exclusive = (keys: readonly string[], { joins }: JsonSchema): string => {
  const members = (own: string | null): string =>
    keys
      .filter(key => key !== own)
      .map(key => `readonly ${key}?: never`)
      .join('; ')
  const joined = (own: string): string => {
    if (!joins) return ''
    return `; readonly ${joins.key}?: ${joins.beside.includes(own) ? 'object' : 'never'}`
  }
  const alone = keys.map(key => `{ readonly ${key}: unknown; ${members(key)}${joined(key)} }`)
  return ['', ...alone, `{ ${members(null)} }`].join('\n  | ')
}

/**
 * Writes what a schema allows as types. Mappings that stand in several places are written once, and those with keys that exclude
 * each other have a name too, as compilers say it in their errors.
 */
class Writer {
  readonly declarations: string[] = []
  readonly #times = new Map<JsonSchema, number>()
  readonly #names = new Map<JsonSchema, string>()
  readonly #unions = new Map<string, string>()
  readonly #taken: Set<string>

  constructor(whole: JsonSchema, name: string) {
    this.#taken = new Set([name])
    this.#count(whole)
  }

  #count(schema: JsonSchema): void {
    const times = (this.#times.get(schema) ?? 0) + 1
    this.#times.set(schema, times)
    if (times > 1) return
    const { properties = {}, anyOf = [], items, additionalProperties: others } = schema
    const parts = [...Object.values(properties), ...anyOf, items ?? [], typeof others === 'object' ? others : []].flat()
    for (const part of parts) this.#count(part)
  }

  type(schema: JsonSchema, key: string, indent: string): string {
    return unionOf(this.#alternatives(schema, key, indent))
  }

  #alternatives(schema: JsonSchema, key: string, indent: string): readonly string[] {
    if ('const' in schema) return [JSON.stringify(schema.const)]
    if (schema.enum) return schema.enum.map(value => JSON.stringify(value))
    if (schema.anyOf) return schema.anyOf.flatMap(option => this.#alternatives(option, key, indent))
    switch (schema.type) {
      case 'object':
        return [this.#mapping(schema, key, indent)]
      case 'array':
        return [`readonly (${schema.items ? this.type(schema.items, key.replace(/s$/, ''), indent) : 'unknown'})[]`]
      case 'integer':
        return ['number']
      default:
        return [schema.type ?? 'unknown']
    }
  }

  #mapping(schema: JsonSchema, key: string, indent: string): string {
    const { properties, atMostOneOf } = schema
    const isNamed = atMostOneOf !== undefined || (this.#times.get(schema) ?? 0) > 1
    if (!properties || !isNamed) return this.members(schema, key, indent)
    const known = this.#names.get(schema)
    if (known !== undefined) return known
    const own = this.#newName(key)
    const name = atMostOneOf ? `${own} & ${this.#excluding(schema, atMostOneOf)}` : own
    this.#names.set(schema, name)
    this.declarations.push(`interface ${own} ${this.members(schema, key, '')}\n`)
    return name
  }

  /** The union for those of these keys that the mapping has. */
  #excluding(schema: JsonSchema, all: readonly string[]): string {
    const own = new Set(Object.keys(schema.properties ?? {}))
    const keys = all.filter(key => own.has(key))
    const listed = keys.join(', ')
    const known = this.#unions.get(listed)
    if (known !== undefined) return known
    const name = this.#newName('atMostOne')
    this.#unions.set(listed, name)
    this.declarations.push(`/** At most one of ${listed}. */\ntype ${name} =${exclusive(keys, schema)}\n`)
    return name
  }

  #newName(key: string): string {
    const word = key.replace(/^./, letter => letter.toUpperCase()).replace(/\W/g, '')
    let name = word
    for (let i = 2; this.#taken.has(name); i += 1) name = `${word}${i}`
    this.#taken.add(name)
    return name
  }

  members(
    { properties, additionalProperties: others, required = [] }: JsonSchema,
    key: string,
    indent: string,
  ): string {
    if (!properties)
      return `{ readonly [name: string]: ${typeof others === 'object' ? this.type(others, key, indent) : 'unknown'} }`
    const inner = `${indent}  `
    const lines = Object.entries(properties).map(([name, own]) => {
      const shownName = isPlainKey(name) ? name : JSON.stringify(name)
      const mark = required.includes(name) ? '' : '?'
      return `${comment(own, inner)}${inner}readonly ${shownName}${mark}: ${this.type(own, name, inner)}`
    })
    return `{\n${lines.join('\n')}\n${indent}}`
  }
}

/** What a schema of a mapping allows, as a TypeScript interface of this name. What only a program can tell, such as which texts are durations, it leaves open. */
export const typescriptOf = (name: string, schema: JsonSchema): string => {
  const writer = new Writer(schema, name)
  const own = `export interface ${name} ${writer.members(schema, name, '')}\n`
  return ['// Written by npm run docs.\n', ...writer.declarations, own].join('\n')
}
