import { atOnce } from '../in-turns.ts'
import { readDelay } from '../outcomes/delay.ts'
import { type Outcome, type OutcomeName, outcomes } from '../outcomes/index.ts'
import type { Place } from '../outcomes/outcome-form.ts'
import type { OutcomeKind } from '../outcomes/outcome-kind.ts'
import { headersOf } from '../outcomes/said-headers.ts'
import { readStream } from '../outcomes/stream/index.ts'
import { ownText } from '../own-text.ts'
import { parseDurationRange, parseShare, parseSize } from '../units.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { contractOf, type Written } from './contract-of.ts'
import type {
  RawApi,
  RawModifiers,
  RawOption,
  RawRule,
  RawScenario,
  RawSingle,
  RawStep,
  RawThen,
} from './language/raw-scenario.ts'
import { limitSettingsOf } from './limits.ts'
import { type CriterionKey, criteria, endpointFits, type RawMatch } from './match/criteria.ts'
import type { CriterionKind } from './match/criterion-kind.ts'
import { readPer } from './per.ts'
import type {
  ApiSettings,
  Criterion,
  Modifiers,
  OneOfChoice,
  Rule,
  Scenario,
  SequenceChoice,
  SingleChoice,
} from './scenario.ts'
import { fillingOf } from './template/filling-of.ts'
import { asWritten } from './template/templated.ts'

const DEFAULT_SEED = 1
/** So many are compiled in a few milliseconds, those with large expressions too. */
const RULES_AT_ONCE = 20
const DEFAULT_BODY_LIMIT = 25 * 1024 ** 2

/** The kinds, without their own types. */
export const kinds = outcomes as Readonly<Record<OutcomeName, OutcomeKind<unknown, unknown>>>
export const outcomeNames = Object.keys(outcomes) as readonly OutcomeName[]

const modifiersOf = ({ delay, headers, stream }: RawModifiers): Modifiers => ({
  delay: delay === undefined ? null : readDelay(delay),
  headers: headers === undefined ? null : headersOf(headers),
  stream: stream === undefined ? null : readStream(stream),
})

const singleOf = (raw: RawSingle, place: Place): SingleChoice => {
  const name = outcomeNames.find(key => raw[key] !== undefined)
  if (name === undefined) return { kind: 'pass' }
  // each kind reads its own key; the pair is of one kind by construction
  const breaks = name !== 'fault' && raw.fault !== undefined ? { breaks: kinds.fault.read(raw.fault, place) } : {}
  const outcomeOf = (said: unknown) =>
    ({ kind: name, [name]: kinds[name].read(said, place), ...breaks }) as unknown as Outcome
  const outcome = outcomeOf(asWritten(name, raw[name]))
  return { kind: 'outcome', outcome, fill: fillingOf(name, raw[name], outcomeOf) ?? (() => outcome) }
}

const oneOfOf = (raw: readonly RawOption[], place: Place): OneOfChoice => ({
  kind: 'oneOf',
  options: raw.map(option => ({
    share: parseShare(option.share) ?? 0,
    choice: option.sequence ? sequenceOf(option.sequence, option.then, place) : singleOf(option, place),
    modifiers: modifiersOf(option),
  })),
})

const sequenceOf = (raw: readonly RawStep[], then: RawThen | undefined, place: Place): SequenceChoice => ({
  kind: 'sequence',
  atEnd: then ?? 'stay',
  steps: raw.map(step => ({
    times: step.times ?? 1,
    choice: step.oneOf ? oneOfOf(step.oneOf, place) : singleOf(step, place),
    modifiers: modifiersOf(step),
  })),
})

const choiceOf = (raw: RawRule, place: Place) => {
  if (raw.sequence) return sequenceOf(raw.sequence, raw.then, place)
  return raw.oneOf ? oneOfOf(raw.oneOf, place) : singleOf(raw, place)
}

/** A criterion is told in so many letters: entries of the journal have it, however long they stay. */
const MOST_LETTERS = 1000

const written = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MOST_LETTERS ? ownText(`${text.slice(0, MOST_LETTERS)}…`) : text
}

/** Keys are shown nowhere, not even those that a scenario names. */
const shownOf = (key: CriterionKey, raw: RawMatch): unknown =>
  key === 'not' && raw.not?.key !== undefined ? { ...raw.not, key: '…' } : raw[key]

const criterionOf = <Key extends CriterionKey>(key: Key, raw: RawMatch): Criterion => {
  const { compile, seen } = criteria[key] as CriterionKind<unknown>
  const says = key === 'key' ? 'key: the API key is another' : withoutSecrets(`${key}: ${written(shownOf(key, raw))}`)
  return { key, says, holds: compile(raw[key]), seen }
}

const ruleOf = (raw: RawRule, index: number, place: Place): Rule => {
  const match = raw.match ?? {}
  const keys = (Object.keys(criteria) as CriterionKey[]).filter(key => match[key] !== undefined)
  return {
    index,
    name: withoutSecrets(raw.name ?? `rule-${index + 1}`),
    criteria: keys.map(key => criterionOf(key, match)),
    matchesProblem: match.problem !== undefined,
    gates: {
      during: raw.during === undefined ? null : parseDurationRange(raw.during),
      after: raw.after ?? null,
      every: raw.every ?? null,
      share: raw.share === undefined ? null : parseShare(raw.share),
      times: raw.times ?? null,
    },
    per: raw.per === undefined ? null : readPer(raw.per),
    choice: choiceOf(raw, place),
    modifiers: modifiersOf(raw),
  }
}

const validationOf = ({ validation = 'standard' }: RawApi): ApiSettings['validation'] =>
  validation === 'strict' ? 'standard' : validation

const apiOf = (raw: RawApi): ApiSettings => ({
  validation: validationOf(raw),
  resources: raw.resources ?? 'known',
  keys: raw.keys ?? 'any',
  models: raw.models ?? 'any',
  listedModels: typeof raw.models === 'object' ? raw.models : null,
  bodyLimitBytes: (raw.bodyLimit === undefined ? null : parseSize(raw.bodyLimit)) ?? DEFAULT_BODY_LIMIT,
  compression: raw.compression ?? false,
  limits: limitSettingsOf(raw),
  modifiers: modifiersOf(raw),
})

/** Rules by endpoint, found once per endpoint, so that matching grows with the rules of that endpoint only. */
const indexOf = (raw: readonly RawRule[], rules: readonly Rule[]): Scenario['rulesFor'] => {
  const known = new Map<string | null, readonly Rule[]>()
  // nothing else of what was read is kept
  const endpoints = raw.map(({ match }) => match?.endpoint)
  return endpoint => {
    const found =
      known.get(endpoint) ??
      rules.filter(({ index }) => {
        const wanted = endpoints[index]
        return wanted === undefined || endpointFits(wanted, endpoint)
      })
    known.set(endpoint, found)
    return found
  }
}

/** As `compileScenario`, a few rules at a time: between two steps others may have their turn. */
export const compiling = function* (
  name: string,
  raw: RawScenario,
  place: Place,
  written: Written,
): Generator<void, Scenario> {
  const rawRules = raw.rules ?? []
  const rules: Rule[] = []
  for (const [index, rule] of rawRules.entries()) {
    if (index % RULES_AT_ONCE === RULES_AT_ONCE - 1) yield
    rules.push(ruleOf(rule, index, place))
  }
  return {
    name,
    about: raw.about,
    seed: raw.seed ?? DEFAULT_SEED,
    drawBy: raw.drawBy ?? 'request',
    api: apiOf(raw.api ?? {}),
    rules,
    contract: contractOf(raw.expect ?? {}, rules, written),
    rulesFor: indexOf(rawRules, rules),
  }
}

/** Turns a scenario that fitted its schema into the form in which the engine reads it. Never fails. */
export const compileScenario = (name: string, raw: RawScenario, place: Place, written: Written): Scenario =>
  atOnce(compiling(name, raw, place, written))
