import type { Tallied } from '../exchange-counts.ts'
import type { Entry, Flaw } from '../shown-entry.ts'
import { traceBytes } from '../trace-bytes.ts'
import type { RecordReader } from './record-reader.ts'
import { RecordWriter } from './record-writer.ts'
import type { RecordKind } from './segments.ts'
import { readRemaining, readTold, writeRemaining, writeTold } from './told-record.ts'
import { type Attached, readReadings, writeReadings } from './trace-record.ts'

// One writer and one reader for each part of an entry, side by side: what one adds, the other must take away in the same order
// (test/journal/entry-record.test.ts tries them against each other).

/** A name that is one of a few: whoever wrote it had that type. */
const nameOf = <Name extends string>(from: RecordReader): Name => (from.name() ?? '') as Name

const writeNames = (to: RecordWriter, names: readonly string[]): void => {
  to.count(names.length)
  for (const name of names) to.name(name)
}

const readNames = <Name extends string>(from: RecordReader): readonly Name[] => {
  const names: Name[] = []
  for (let left = from.count(); left > 0; left -= 1) names.push(nameOf(from))
  return names
}

const writeNearMisses = (to: RecordWriter, nearMisses: Entry['nearMisses']): void => {
  to.count(nearMisses.length)
  for (const { rule, missed } of nearMisses) {
    to.name(rule)
    to.name(missed)
  }
}

const readNearMisses = (from: RecordReader): Entry['nearMisses'] => {
  const nearMisses: { rule: string; missed: string }[] = []
  for (let left = from.count(); left > 0; left -= 1) nearMisses.push({ rule: nameOf(from), missed: nameOf(from) })
  return nearMisses
}

const streams = [null, false, true] as const
const versions = [null, '1.0', '1.1', '2'] as const
const enders = ['server', 'client', 'fault'] as const
const certainties = ['certain', 'inferred'] as const

/** One of a few that are written as their place in a list. */
const oneOf = <Value>(all: readonly Value[], from: RecordReader): Value => all[from.count()] as Value

/** How the record of an entry of this id begins. */
export const idOf = (id: string): Uint8Array => {
  const writer = new RecordWriter()
  writer.text(id)
  return writer.written
}

/** Writes an entry without what was kept of its request. What the sums need stands in front, behind the id. */
export const writeEntry = (to: RecordWriter, entry: Entry, scenario: string): void => {
  to.text(entry.id)
  to.name(scenario)
  to.name(entry.session)
  to.name(entry.endpoint)
  to.name(entry.outcome)
  to.count(entry.status === null ? 0 : entry.status + 1)
  to.name(entry.model)
  to.name(entry.batch)
  to.number(entry.ttfbMs)
  to.number(entry.durationMs)
  to.text(entry.at)
  to.number(entry.offsetMs)
  to.text(entry.call)
  to.count(entry.ordinal)
  to.count(entry.attempt)
  to.count(certainties.indexOf(entry.certainty))
  to.text(entry.follows)
  to.number(entry.retryCount)
  to.count(entry.connection)
  to.count(entry.requestOnConnection)
  to.count(versions.indexOf(entry.httpVersion))
  to.name(entry.method)
  to.name(entry.path)
  to.name(entry.tier)
  to.count(streams.indexOf(entry.stream))
  to.count(entry.requestBytes)
  to.text(entry.fingerprint)
  to.name(entry.rule)
  writeNames(to, entry.rules)
  to.name(entry.because)
  writeNearMisses(to, entry.nearMisses)
  to.name(entry.variant)
  to.count(entry.bytes)
  to.count(entry.chunks)
  to.count(enders.indexOf(entry.endedBy))
  writeNames(to, entry.flaws)
  writeRemaining(to, entry.remaining)
  writeTold(to, entry.told)
  to.name(entry.userAgent)
}

const readStatus = (from: RecordReader): number | null => {
  const status = from.count()
  return status === 0 ? null : status - 1
}

/** The front of a record: its id, and what the sums take of an entry. */
export const readTallied = (from: RecordReader): Tallied & { readonly id: string } => ({
  id: from.text() ?? '',
  scenario: nameOf(from),
  session: nameOf(from),
  endpoint: from.name(),
  outcome: from.name(),
  status: readStatus(from),
  model: from.name(),
  batch: from.name(),
  ttfbMs: from.number(),
  durationMs: from.number() ?? 0,
})

/** Reads an entry whose request was kept as this. What is not in front stands in the record as it is shown. */
export const readEntry = (from: RecordReader, kept: Entry['kept']): Entry => {
  const { id, session, endpoint, outcome, status, model, batch, ttfbMs, durationMs } = readTallied(from)
  return {
    id,
    session,
    at: from.text() ?? '',
    offsetMs: from.number() ?? 0,
    call: from.text() ?? '',
    ordinal: from.count(),
    attempt: from.count(),
    certainty: oneOf(certainties, from),
    follows: from.text(),
    retryCount: from.number(),
    batch,
    connection: from.count(),
    requestOnConnection: from.count(),
    httpVersion: oneOf(versions, from),
    method: nameOf(from),
    path: nameOf(from),
    endpoint,
    model,
    tier: from.name(),
    stream: oneOf(streams, from),
    requestBytes: from.count(),
    fingerprint: from.text() ?? '',
    rule: from.name(),
    rules: readNames(from),
    outcome,
    because: nameOf(from),
    nearMisses: readNearMisses(from),
    status,
    variant: from.name(),
    ttfbMs,
    durationMs,
    bytes: from.count(),
    chunks: from.count(),
    endedBy: oneOf(enders, from),
    flaws: readNames<Flaw>(from),
    remaining: readRemaining(from),
    told: readTold(from),
    userAgent: from.name(),
    kept,
  }
}

/** A record is an entry, with the scenario that its session ran, and behind it how the request found its limits. */
export const entryRecords: RecordKind<Attached> = {
  copy(from, to) {
    const { scenario } = readTallied(from.again())
    writeEntry(to, readEntry(from, null), scenario)
    writeReadings(to, readReadings(from))
  },
  weigh: traceBytes,
}
