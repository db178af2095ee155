import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { JsonSchema } from '../json-schema.ts'
import { suggest } from '../nearest.ts'
import { formats, isFormat } from './formats.ts'
import { expected, listed, seen, shown } from './words.ts'

/** Reports what is wrong at a node: the message, and what to do. */
export type Report = (at: Node | null | undefined, message: string, hint?: string) => void

// deeper than any scenario; ends the walk through an anchor that holds itself
const MAX_DEPTH = 40

interface Walk {
  readonly document: Document
  readonly report: Report
}

const SCALAR_TESTS = {
  string: (value: unknown) => typeof value === 'string',
  integer: (value: unknown) => Number.isSafeInteger(value),
  number: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value: unknown) => typeof value === 'boolean',
  null: (value: unknown) => value === null,
} as const

const kindFits = (schema: JsonSchema, node: Node | null): boolean => {
  if (isMap(node)) return schema.type === 'object' || schema.type === undefined
  if (isSeq(node)) return schema.type === 'array' || schema.type === undefined
  const value = isScalar(node) ? node.value : null
  if ('const' in schema) return value === schema.const
  if (schema.enum) return schema.enum.includes(value)
  if (schema.type === undefined) return true
  return schema.type !== 'object' && schema.type !== 'array' && SCALAR_TESTS[schema.type](value)
}

const resolve = (node: unknown, { document }: Walk): Node | null =>
  (isAlias(node) ? (node.resolve(document) ?? null) : (node as Node | null)) ?? null

const quoteHint = (schema: JsonSchema, node: Node | null): string | undefined => {
  const value = isScalar(node) ? node.value : undefined
  if (
    typeof value === 'string' &&
    (schema.type === 'integer' || schema.type === 'number') &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    return `Write ${value} without quotes.`
  if (typeof value !== 'string' && value !== null && value !== undefined && schema.type === 'string')
    return `Put it in quotes: "${String(value)}".`
  return undefined
}

const wrong = (schema: JsonSchema, node: Node | null, at: Node | null, name: string, walk: Walk): void => {
  const words = (
    schema.enum ??
    schema.anyOf?.flatMap(option => option.enum ?? ('const' in option ? [option.const] : [])) ??
    []
  ).map(String)
  const value = isScalar(node) ? node.value : undefined
  const hint = typeof value === 'string' && words.length > 0 ? suggest(value, words) : quoteHint(schema, node)
  walk.report(at, `${name} is ${seen(node)}; expected ${expected(schema)}`, hint)
}

const checkNumber = (schema: JsonSchema, value: number, at: Node | null, name: string, { report }: Walk): void => {
  const { minimum = -Infinity, maximum = Infinity } = schema
  if (value < minimum) report(at, `${name} is ${value}; expected at least ${minimum}`)
  if (value > maximum) report(at, `${name} is ${value}; expected at most ${maximum}`)
}

const checkText = (schema: JsonSchema, value: string, at: Node | null, name: string, { report }: Walk): void => {
  if (value.length < (schema.minLength ?? 0)) report(at, `${name} is empty; expected ${expected(schema)}`)
  const fault = isFormat(schema.format) ? formats[schema.format].fault(value) : null
  if (fault !== null) report(at, `${name} is ${shown(value)}; expected ${expected(schema)}${fault ? `: ${fault}` : ''}`)
}

const checkScalar = (schema: JsonSchema, node: Node | null, at: Node | null, name: string, walk: Walk): void => {
  const value = isScalar(node) ? node.value : null
  if (typeof value === 'number') checkNumber(schema, value, at, name, walk)
  if (typeof value === 'string') checkText(schema, value, at, name, walk)
}

const checkKeys = (schema: JsonSchema, keys: readonly string[], at: Node | null, name: string, walk: Walk): void => {
  const known = Object.keys(schema.properties ?? {})
  for (const key of schema.required ?? []) {
    if (!keys.includes(key))
      walk.report(at, `${name} has no "${key}"`, `Add \`${key}:\`, ${expected(schema.properties?.[key] ?? {})}.`)
  }
  const outcomes = (schema.atMostOneOf ?? []).filter(key => keys.includes(key))
  if (outcomes.length > 1)
    walk.report(
      at,
      `${name} has ${listed(outcomes.map(key => `"${key}"`)).replace(' or ', ' and ')}`,
      `At most one of ${known.filter(key => schema.atMostOneOf?.includes(key)).join(', ')} can stand in one place.`,
    )
  if (keys.length < (schema.minProperties ?? 0)) walk.report(at, `${name} is empty`)
}

const checkPair = (schema: JsonSchema, pair: Pair, name: string, walk: Walk, depth: number): void => {
  const keyNode = pair.key as Node
  const key = isScalar(keyNode) ? String(keyNode.value) : ''
  const own = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
  if (own)
    return check(
      own,
      pair.value as Node | null,
      name === 'the scenario' ? key : `${name}.${key}`,
      walk,
      depth + 1,
      keyNode,
    )
  if (schema.additionalProperties === false) {
    return walk.report(keyNode, `"${key}" is not known in ${name}`, suggest(key, Object.keys(schema.properties ?? {})))
  }
  if (schema.propertyNames) checkScalar(schema.propertyNames, keyNode, keyNode, `the name "${key}"`, walk)
  if (typeof schema.additionalProperties === 'object')
    check(schema.additionalProperties, pair.value as Node | null, `${name}.${key}`, walk, depth + 1, keyNode)
}

const checkInside = (
  schema: JsonSchema,
  node: Node | null,
  at: Node | null,
  name: string,
  walk: Walk,
  depth: number,
): void => {
  if (isMap(node)) {
    checkKeys(
      schema,
      node.items.map(pair => (isScalar(pair.key) ? String(pair.key.value) : '')),
      at,
      name,
      walk,
    )
    for (const pair of node.items) checkPair(schema, pair as Pair, name, walk, depth)
    return
  }
  if (isSeq(node)) {
    if (node.items.length < (schema.minItems ?? 0))
      walk.report(at, `${name} is an empty list; expected at least ${schema.minItems}`)
    node.items.forEach((item, i) => {
      if (schema.items) check(schema.items, item as Node, `${name}[${i + 1}]`, walk, depth + 1)
    })
    return
  }
  checkScalar(schema, node, at, name, walk)
}

const check = (schema: JsonSchema, raw: Node | null, name: string, walk: Walk, depth: number, near?: Node): void => {
  const node = resolve(raw, walk)
  const at = raw?.range ? raw : (near ?? raw)
  if (depth > MAX_DEPTH) return walk.report(at, `${name} is nested too deeply`)
  const candidates = (schema.anyOf ?? [schema]).filter(option => kindFits(option, node))
  const [only] = candidates
  if (!only) return wrong(schema, node, at, name, walk)
  // several kinds of text may stand here: it is right if it is one of them
  const fitting = candidates.length === 1 ? only : candidates.find(option => isClean(option, node, walk, depth))
  if (!fitting) return wrong(schema, node, at, name, walk)
  const named = schema.anyOf && isScalar(node) ? { ...fitting, expects: expected(schema) } : fitting
  checkInside(named, node, at, name, walk, depth)
}

const isClean = (schema: JsonSchema, node: Node | null, walk: Walk, depth: number): boolean => {
  let clean = true
  const report = () => {
    clean = false
  }
  check(schema, node, '', { ...walk, report }, depth + 1)
  return clean
}

/** Walks the parsed YAML beside its schema and reports every difference at its place: unknown keys at the key, wrong values at the value. */
export const validate = (document: Document, schema: JsonSchema, report: Report): void =>
  check(schema, document.contents as Node | null, 'the scenario', { document, report }, 0)
