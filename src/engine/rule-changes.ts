import type { HeaderChanges } from '../wire/header-list.ts'
import type { Change } from './ask-rules.ts'
import type { Ruling } from './ruling.ts'

/** What a rule that did not decide changed, as far as nothing nearer replaced it. */
export interface RuleChange {
  readonly rule: string
  /** `delay`, `headers`, and keys of `stream`. */
  readonly keys: readonly string[]
}

const NOTHING: readonly never[] = []

interface Part {
  readonly rule: string | null
  /** What a nearer change of the same replaces. */
  readonly of: string
  readonly key: string
}

/** What a change is made of. */
const partsOf = ({ rule, modifiers: { delay, headers, stream } }: Change): readonly Part[] => {
  const name = rule?.name ?? null
  return [
    ...(delay === null ? [] : [{ rule: name, of: 'delay', key: 'delay' }]),
    ...Object.keys(headers ?? {}).map(header => ({ rule: name, of: `header ${header}`, key: 'headers' })),
    ...Object.keys(stream ?? {}).map(key => ({ rule: name, of: `stream ${key}`, key })),
  ]
}

/** What is left of each rule that passed, in the order of the rules. The nearest change comes last. */
export const ruleChanges = (
  changes: readonly Change[],
  { rule: decided }: Ruling,
  own: HeaderChanges | null,
): readonly RuleChange[] => {
  if (changes.every(({ rule }) => rule === null || rule.name === decided)) return NOTHING
  const nearest = new Map<string, Part>()
  for (const part of changes.flatMap(partsOf)) nearest.set(part.of, part)
  for (const header of Object.keys(own ?? {})) nearest.delete(`header ${header}`)
  const kept = [...nearest.values()]
  const passed = new Set(changes.map(({ rule }) => rule?.name ?? null))
  return [...passed].flatMap(rule => {
    const keys = kept.filter(part => part.rule === rule).map(({ key }) => key)
    return rule === null || rule === decided || keys.length === 0 ? [] : [{ rule, keys: [...new Set(keys)] }]
  })
}
