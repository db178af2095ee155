import type { Entry, Flaw } from '../shown-entry.ts'
import { areListsEqual } from './are-lists-equal.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'

/** What entries have in common that ask for the same and get the same. */
export interface Shape
  extends Pick<
    Entry,
    | 'session'
    | 'certainty'
    | 'retryCount'
    | 'batch'
    | 'httpVersion'
    | 'method'
    | 'path'
    | 'endpoint'
    | 'model'
    | 'tier'
    | 'stream'
    | 'rule'
    | 'rules'
    | 'outcome'
    | 'because'
    | 'nearMisses'
    | 'status'
    | 'variant'
    | 'chunks'
    | 'endedBy'
    | 'flaws'
    | 'userAgent'
  > {
  /** What the session ran. */
  readonly scenario: string
}

type NearMiss = Entry['nearMisses'][number]

const areMissesEqual = (a: NearMiss, b: NearMiss): boolean => a.missed === b.missed && a.rule === b.rule

const isAskedAlike = (a: Entry, b: Entry): boolean =>
  a.session === b.session &&
  a.path === b.path &&
  a.model === b.model &&
  a.tier === b.tier &&
  a.stream === b.stream &&
  a.method === b.method &&
  a.endpoint === b.endpoint &&
  a.certainty === b.certainty &&
  a.retryCount === b.retryCount &&
  a.batch === b.batch &&
  a.httpVersion === b.httpVersion &&
  a.userAgent === b.userAgent

const isAnsweredAlike = (a: Entry, b: Entry): boolean =>
  a.status === b.status &&
  a.because === b.because &&
  a.rule === b.rule &&
  a.outcome === b.outcome &&
  a.variant === b.variant &&
  a.chunks === b.chunks &&
  a.endedBy === b.endedBy &&
  areListsEqual(a.rules, b.rules) &&
  areListsEqual(a.flaws, b.flaws) &&
  areListsEqual(a.nearMisses, b.nearMisses, areMissesEqual)

/** An entry, and the scenario that its session ran. */
export interface Recorded {
  readonly entry: Entry
  readonly scenario: string
}

/** Whether two entries have the same shape. */
export const areAlike = (a: Recorded, b: Recorded): boolean =>
  a.scenario === b.scenario && isAskedAlike(a.entry, b.entry) && isAnsweredAlike(a.entry, b.entry)

const writeNames = (to: RecordWriter, names: readonly string[]): void => {
  to.count(names.length)
  for (const name of names) to.name(name)
}

const writeNearMisses = (to: RecordWriter, nearMisses: Entry['nearMisses']): void => {
  to.count(nearMisses.length)
  for (const { rule, missed } of nearMisses) {
    to.name(rule)
    to.name(missed)
  }
}

/** One of a few is written as its place in a list. */
const streams = [null, false, true] as const
const versions = [null, '1.0', '1.1', '2'] as const
const enders = ['server', 'client', 'fault'] as const
const certainties = ['certain', 'inferred'] as const

/** Writes the shape of an entry. */
export const writeShape = (to: RecordWriter, { entry, scenario }: Recorded): void => {
  to.name(scenario)
  to.name(entry.session)
  to.name(entry.endpoint)
  to.name(entry.outcome)
  to.count(entry.status === null ? 0 : entry.status + 1)
  to.name(entry.model)
  to.name(entry.batch)
  to.count(certainties.indexOf(entry.certainty))
  to.number(entry.retryCount)
  to.count(versions.indexOf(entry.httpVersion))
  to.name(entry.method)
  to.name(entry.path)
  to.name(entry.tier)
  to.count(streams.indexOf(entry.stream))
  to.name(entry.rule)
  writeNames(to, entry.rules)
  to.name(entry.because)
  writeNearMisses(to, entry.nearMisses)
  to.name(entry.variant)
  to.count(entry.chunks)
  to.count(enders.indexOf(entry.endedBy))
  writeNames(to, entry.flaws)
  to.name(entry.userAgent)
}

/** A name that is one of a few: whoever wrote it had that type. */
const nameOf = <Name extends string>(from: RecordReader): Name => (from.name() ?? '') as Name

const readNames = <Name extends string>(from: RecordReader): readonly Name[] => {
  const names: Name[] = []
  for (let left = from.count(); left > 0; left -= 1) names.push(nameOf(from))
  return names
}

const readNearMisses = (from: RecordReader): Entry['nearMisses'] => {
  const nearMisses: { rule: string; missed: string }[] = []
  for (let left = from.count(); left > 0; left -= 1) nearMisses.push({ rule: nameOf(from), missed: nameOf(from) })
  return nearMisses
}

const oneOf = <Value>(all: readonly Value[], from: RecordReader): Value => all[from.count()] as Value

const statusOf = (from: RecordReader): number | null => {
  const status = from.count()
  return status === 0 ? null : status - 1
}

export const readShape = (from: RecordReader): Shape => ({
  scenario: nameOf(from),
  session: nameOf(from),
  endpoint: from.name(),
  outcome: from.name(),
  status: statusOf(from),
  model: from.name(),
  batch: from.name(),
  certainty: oneOf(certainties, from),
  retryCount: from.number(),
  httpVersion: oneOf(versions, from),
  method: nameOf(from),
  path: nameOf(from),
  tier: from.name(),
  stream: oneOf(streams, from),
  rule: from.name(),
  rules: readNames(from),
  because: nameOf(from),
  nearMisses: readNearMisses(from),
  variant: from.name(),
  chunks: from.count(),
  endedBy: oneOf(enders, from),
  flaws: readNames<Flaw>(from),
  userAgent: from.name(),
})
