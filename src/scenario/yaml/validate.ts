import type { JsonSchema } from '../../json-schema.ts'
import { listed } from '../../listed.ts'
import { formats, isFormat } from '../language/formats.ts'
import { aliasTargets } from './alias-targets.ts'
import { type Around, keyHint } from './key-hint.ts'
import { likeliest } from './likeliest.ts'
import { scalarTests } from './scalar-tests.ts'
import { formatHint, numberHint, valueHint } from './value-hint.ts'
import { expected, seen, shown, shownKey } from './words.ts'
import type { Alias, Document, Node, Pair, YAMLMap } from './yaml.ts'
import { isAlias, isMap, isScalar, isSeq } from './yaml.ts'

/** A key or an index, from the whole down. */
export type ValuePath = readonly (string | number)[]

/** Reports what is wrong at a node: the message, what to do, and the value that can't stay. */
export type Report = (at: Node | null | undefined, message: string, hint: string | undefined, path: ValuePath) => void

// deeper than any scenario; ends the walk through an anchor that holds itself
const MAX_DEPTH = 40

interface Walk {
  readonly report: Report
  readonly targets: () => ReadonlyMap<Alias, Node>
  /** The mappings around the one that is looked at, the innermost first; the last is the whole. */
  readonly outer: readonly (Around & { readonly path: ValuePath })[]
}

/** A value that is looked at: its node (aliases resolved), its place for reports, and its name. */
interface Seen {
  readonly node: Node | null
  readonly at: Node | null
  readonly name: string
  readonly path: ValuePath
}

const kindFits = (schema: JsonSchema, node: Node | null): boolean => {
  const anything = schema.type === undefined && !schema.enum && !('const' in schema)
  if (isMap(node)) return anything || schema.type === 'object'
  if (isSeq(node)) return anything || schema.type === 'array'
  const value = isScalar(node) ? node.value : null
  if ('const' in schema) return value === schema.const
  if (schema.enum) return schema.enum.includes(value)
  if (schema.type === undefined) return true
  return schema.type !== 'object' && schema.type !== 'array' && scalarTests[schema.type](value)
}

const wrong = (schema: JsonSchema, { node, at, name, path }: Seen, { report, outer }: Walk): void =>
  report(
    at,
    `${name} is ${seen(node)}; expected ${expected(schema)}`,
    outer.length === 0 && schema.properties
      ? `Its keys are ${listed(Object.keys(schema.properties), 'and')}.`
      : valueHint(schema, node),
    path,
  )

const checkNumber = (schema: JsonSchema, value: number, { at, name, path }: Seen, { report }: Walk): void => {
  const { minimum = -Infinity, maximum = Infinity, expects } = schema
  if (value < minimum)
    report(at, `${name} is ${value}; expected ${expects ?? `at least ${minimum}`}`, numberHint(schema, value), path)
  if (value > maximum) report(at, `${name} is ${value}; expected ${expects ?? `at most ${maximum}`}`, undefined, path)
}

const checkText = (schema: JsonSchema, value: string, { at, name, path }: Seen, { report }: Walk): void => {
  if (value.length < (schema.minLength ?? 0))
    report(at, `${name} is empty; expected ${expected(schema)}`, undefined, path)
  const whyNot = isFormat(schema.format) ? formats[schema.format].whyNot(value) : null
  if (whyNot === null) return
  const reason = whyNot === '' ? '' : `: ${whyNot}`
  report(at, `${name} is ${shown(value)}; expected ${expected(schema)}${reason}`, formatHint(schema, value), path)
}

const checkScalar = (schema: JsonSchema, looked: Seen, walk: Walk): void => {
  const value = isScalar(looked.node) ? looked.node.value : null
  if (typeof value === 'number') checkNumber(schema, value, looked, walk)
  if (typeof value === 'string') checkText(schema, value, looked, walk)
}

const keyText = ({ key }: Pair): string => (isScalar(key) ? String(key.value ?? '') : '')

const checkKeys = (schema: JsonSchema, map: YAMLMap, { at, name, path }: Seen, { report }: Walk): void => {
  // of a key that appears twice, which is told elsewhere, the last
  const pairs = new Map(map.items.map(pair => [keyText(pair as Pair), pair as Pair]))
  for (const key of schema.required ?? []) {
    if (!pairs.has(key))
      report(at, `${name} has no "${key}"`, `Add ${key}: ${expected(schema.properties?.[key] ?? {})}.`, [...path, key])
  }
  const outcomes = [...pairs.keys()].filter(key => schema.atMostOneOf?.includes(key))
  const [, second = ''] = outcomes
  if (outcomes.length > 1)
    report(
      pairs.get(second)?.key as Node,
      `${name} has ${outcomes.length} outcomes: ${listed(outcomes.map(shown), 'and')}`,
      'Keep one. For several, use a sequence (one after the other) or a oneOf (one by chance).',
      [...path, second],
    )
  if (pairs.size < (schema.minProperties ?? 0))
    report(at, `${name} is empty`, 'Write something in it, or take the key out.', path)
}

const nameBelow = (name: string, key: string, { outer }: Walk): string =>
  outer.length <= 1 ? shownKey(key) : `${name}.${shownKey(key)}`

const checkPair = (schema: JsonSchema, pair: Pair, around: Walk['outer'][number], walk: Walk): void => {
  const keyNode = pair.key as Node
  const key = keyText(pair)
  const value = pair.value as Node | null
  const name = nameBelow(around.name, key, walk)
  const path = [...around.path, key]
  if (schema.properties && Object.hasOwn(schema.properties, key))
    return check(schema.properties[key] ?? {}, value, { name, path, near: keyNode }, walk)
  if (schema.additionalProperties === false)
    return walk.report(
      keyNode,
      `${shown(key)} is not known in ${around.name}`,
      keyHint(key, around, walk.outer.slice(1)),
      path,
    )
  if (schema.propertyNames)
    checkScalar(schema.propertyNames, { node: keyNode, at: keyNode, name: 'this key', path }, walk)
  if (typeof schema.additionalProperties === 'object')
    check(schema.additionalProperties, value, { name, path, near: keyNode }, walk)
}

const checkInside = (schema: JsonSchema, looked: Seen, walk: Walk): void => {
  const { node, at, name, path } = looked
  if (isMap(node)) {
    checkKeys(schema, node, looked, walk)
    const around = { schema, name, path }
    const inner = { ...walk, outer: [around, ...walk.outer] }
    for (const pair of node.items) checkPair(schema, pair as Pair, around, inner)
    return
  }
  if (!isSeq(node)) return checkScalar(schema, looked, walk)
  if (node.items.length < (schema.minItems ?? 0))
    walk.report(
      at,
      `${name} is an empty list; expected at least ${schema.minItems} item`,
      'Write one, or take the key out.',
      path,
    )
  const { items } = schema
  if (!items) return
  for (const [i, item] of node.items.entries())
    check(items, item as Node, { name: `${name}[${i + 1}]`, path: [...path, i] }, walk)
}

/** Where a value stands: its name and path, and the node to point at if it has none of its own. */
interface Standing {
  readonly name: string
  readonly path: ValuePath
  readonly near?: Node
}

const check = (schema: JsonSchema, raw: Node | null, { name, path, near }: Standing, walk: Walk): void => {
  const node = isAlias(raw) ? (walk.targets().get(raw) ?? null) : raw
  const at = raw?.range ? raw : (near ?? raw)
  const looked: Seen = { node, at, name, path }
  if (walk.outer.length > MAX_DEPTH) return walk.report(at, `${name} is nested too deeply`, undefined, path)
  const candidates = (schema.anyOf ?? [schema]).filter(option => kindFits(option, node))
  const [only] = candidates
  if (!only) return wrong(schema, looked, walk)
  // several kinds of text may stand here: it is right if it is one of them
  const fitting =
    candidates.length === 1
      ? only
      : (candidates.find(option => isClean(option, node, walk)) ?? likeliest(candidates, node))
  if (!fitting) return wrong(schema, looked, walk)
  const named = schema.anyOf && isScalar(node) ? { ...fitting, expects: expected(schema) } : fitting
  checkInside(named, looked, walk)
}

const isClean = (schema: JsonSchema, node: Node | null, walk: Walk): boolean => {
  let clean = true
  const report = () => {
    clean = false
  }
  check(schema, node, { name: '', path: [] }, { ...walk, report })
  return clean
}

/**
 * Walks the parsed YAML beside its schema and reports every difference at its place: unknown keys at the key, wrong
 * values at the value. `whole` is how messages name all of it.
 */
export const validate = (document: Document, schema: JsonSchema, report: Report, whole = 'the scenario'): void => {
  let targets: ReadonlyMap<Alias, Node> | null = null
  const walk: Walk = {
    report,
    targets: () => {
      targets ??= aliasTargets(document)
      return targets
    },
    outer: [],
  }
  check(schema, document.contents as Node | null, { name: whole, path: [] }, walk)
}
