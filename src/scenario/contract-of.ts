import type { Contract, ExpectedValues, ExpectKey, Outage, PlannedRule } from '../contract.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { parseDuration } from '../units.ts'
import type { RawExpect } from './language/raw-scenario.ts'
import type { Rule, SequenceChoice } from './scenario.ts'

/** Where a scenario was written. */
export interface Written {
  /** As messages name it. */
  readonly file: string
  /** The line of what stands there, from 1. */
  readonly lineOf: (path: PathDiagnostic['path']) => number
}

type Path = PathDiagnostic['path']

interface Said<Key extends ExpectKey = ExpectKey> {
  readonly key: Key
  readonly path: Path
  readonly value: ExpectedValues[Key]
}

const said = <Key extends ExpectKey>(
  key: Key,
  path: Path,
  value: ExpectedValues[Key] | null | undefined,
): readonly Said[] => (value === undefined || value === null ? [] : [{ key, path: ['expect', ...path], value }])

const saidIn = (raw: RawExpect): readonly Said[] => [
  ...said('finally', ['finally'], raw.finally),
  ...said('attempts.min', ['attempts', 'min'], raw.attempts?.min),
  ...said('attempts.max', ['attempts', 'max'], raw.attempts?.max),
  ...said('honoursRetryAfter', ['honoursRetryAfter'], raw.honoursRetryAfter),
  ...said('backoff.growth', ['backoff', 'growth'], raw.backoff?.growth),
  ...said('jitter', ['jitter'], raw.jitter),
  ...said('neverRetry', ['neverRetry'], raw.neverRetry),
  ...said('deadline', ['deadline'], raw.deadline === undefined ? null : parseDuration(raw.deadline)),
  ...said('concurrency.max', ['concurrency', 'max'], raw.concurrency?.max),
  ...said('wastedTokens.max', ['wastedTokens', 'max'], raw.wastedTokens?.max),
  ...said('complete', ['complete'], raw.complete),
]

/** How often a sequence speaks until it has nothing new to say. */
const stepsOf = ({ steps, atEnd }: SequenceChoice): number => {
  const sum = steps.reduce((all, { times }) => all + times, 0)
  // the last one that stays is met once it has spoken
  return atEnd === 'stay' ? sum - (steps.at(-1)?.times ?? 1) + 1 : sum
}

const plannedOf = ({ name, gates, choice }: Rule): readonly PlannedRule[] => {
  if (gates.times !== null) return [{ name, needed: gates.times }]
  return choice.kind === 'sequence' ? [{ name, needed: stepsOf(choice) }] : []
}

const isTotal = ({ gates, choice }: Rule): boolean =>
  gates.share === null &&
  gates.after === null &&
  gates.every === null &&
  choice.kind === 'outcome' &&
  (choice.outcome.kind === 'error' || (choice.outcome.kind === 'fault' && choice.outcome.fault.breaks === 'connection'))

const outageOf = (rule: Rule): readonly Outage[] => {
  const { during } = rule.gates
  return during !== null && isTotal(rule) ? [{ rule: rule.name, fromMs: during[0], toMs: during[1] }] : []
}

/** What a scenario plans, and what it expects of its client. */
export const contractOf = (raw: RawExpect, rules: readonly Rule[], { file, lineOf }: Written): Contract => {
  const planned = rules.flatMap(plannedOf)
  const all = saidIn(raw)
  const isCompleteByDefault = raw.complete === undefined && planned.length > 0
  return {
    file,
    expect: {
      values: {
        ...Object.fromEntries(all.map(({ key, value }) => [key, value])),
        ...(isCompleteByDefault ? { complete: true } : {}),
      },
      lines: Object.fromEntries(all.map(({ key, path }) => [key, lineOf(path)])),
      allow: raw.allow ?? [],
    },
    planned,
    outages: rules.flatMap(outageOf),
  }
}
