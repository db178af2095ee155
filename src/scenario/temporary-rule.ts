import { describe } from '../outcomes/index.ts'
import type { Diagnostic } from './diagnostic.ts'
import { nowhere, readScenario } from './read-scenario.ts'
import type { Rule } from './scenario.ts'

/** What a temporary rule is ordered with: a status of the catalogue or a fault, as scenarios write them. */
export interface RawTemporaryRule {
  readonly status?: number
  readonly variant?: string
  readonly retryAfter?: unknown
  readonly fault?: unknown
  /** How many requests it answers. */
  readonly times?: number
}

/** A rule that stands in no file and answers the next requests of a session. */
export interface TemporaryRule {
  readonly rule: Rule
  /** What it answers, in words. */
  readonly says: string
  readonly times: number
}

/** A rule that stands in no file has no place in one. */
const NO_PLACE = -1

const outcomeOf = ({ status, variant, retryAfter, fault }: RawTemporaryRule): object => {
  if (fault !== undefined) return { fault }
  if (status === 200) return { complete: {} }
  if (status === 206) return { reply: { status } }
  return { error: { status, ...(variant && { variant }), ...(retryAfter !== undefined && { retryAfter }) } }
}

const nameOf = ({ status, fault }: RawTemporaryRule): string =>
  typeof fault === 'object' && fault !== null ? (Object.keys(fault)[0] ?? 'fault') : String(fault ?? status)

const takesNone = ({ status, variant, retryAfter, fault }: RawTemporaryRule): string | null => {
  if ((status === undefined) === (fault === undefined)) return 'Say one of "status" and "fault".'
  const isError = status !== undefined && status !== 200 && status !== 206
  if (isError || (variant === undefined && retryAfter === undefined)) return null
  return '"variant" and "retryAfter" belong to the status of an error.'
}

const inWords = ({ message, hint }: Diagnostic): string =>
  // nobody wrote a rule
  [message.replace(/^rules\[1\]\.(?:error\.)?/, ''), hint ?? ''].join(' ').trim()

/** Makes a temporary rule, the `number`th of its session, in the language of scenarios; a text says what is wrong with it. */
export const temporaryRuleOf = (raw: RawTemporaryRule, number: number): TemporaryRule | string => {
  const wrong = takesNone(raw)
  if (wrong !== null) return wrong
  const { times = 1 } = raw
  const name = `injected ${nameOf(raw)} no. ${number}`
  const text = JSON.stringify({ about: name, rules: [{ name, times, ...outcomeOf(raw) }] })
  const { scenario, diagnostics } = readScenario({ name, file: name, text, place: nowhere })
  const rule = scenario?.rules[0]
  if (rule?.choice.kind !== 'outcome') return diagnostics.map(inWords).join('\n')
  return { rule: { ...rule, index: NO_PLACE }, says: describe(rule.choice.outcome), times }
}
