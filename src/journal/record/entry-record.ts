import type { Tallied } from '../exchange-counts.ts'
import type { Entry } from '../shown-entry.ts'
import { traceBytes } from '../trace-bytes.ts'
import { areAlike, type Recorded, readShape, type Shape, writeShape } from './entry-shape.ts'
import type { RecordReader } from './record-reader.ts'
import { RecordWriter } from './record-writer.ts'
import { Repeated, RepeatedReader } from './repeated.ts'
import type { RecordKind } from './segments.ts'
import { readRemaining, readTold, writeRemaining, writeTold } from './told-record.ts'
import { type Attached, readReadings, writeReadings } from './trace-record.ts'

// One writer and one reader for each part of an entry: what one adds, the other must take away in the same order
// (test/journal/entry-record.test.ts tries them against each other).

/** How the record of an entry of this id begins. */
export const idOf = (id: string): Uint8Array => {
  const writer = new RecordWriter()
  writer.text(id)
  return writer.written
}

/** Writes and reads entries, without what was kept of their requests. Most have the shape of one before. */
export class EntryRecords {
  readonly #shapes = new Repeated<Recorded>(areAlike, writeShape)
  readonly #readShapes = new RepeatedReader<Shape>(readShape)

  /** The id stands in front, then what the sums need. */
  write(to: RecordWriter, recorded: Recorded): void {
    const { entry } = recorded
    to.text(entry.id)
    to.number(entry.ttfbMs)
    to.number(entry.durationMs)
    this.#shapes.write(to, recorded)
    to.text(entry.at)
    to.number(entry.offsetMs)
    to.text(entry.call)
    to.count(entry.ordinal)
    to.count(entry.attempt)
    to.text(entry.follows)
    to.count(entry.connection)
    to.count(entry.requestOnConnection)
    to.count(entry.requestBytes)
    to.text(entry.fingerprint)
    to.count(entry.bytes)
    writeRemaining(to, entry.remaining)
    writeTold(to, entry.told)
  }

  /** What entries of its kind have in common. */
  shape(from: RecordReader): Shape {
    from.skipText()
    from.number()
    from.number()
    return this.#readShapes.read(from)
  }

  /** What the sums take of an entry. */
  tallied(from: RecordReader): Tallied {
    from.skipText()
    const [ttfbMs, durationMs] = [from.number(), from.number() ?? 0]
    const { scenario, session, endpoint, outcome, status, model, batch } = this.#readShapes.read(from)
    return { scenario, session, endpoint, outcome, status, model, batch, ttfbMs, durationMs }
  }

  /** An entry whose request was kept as this. Its properties stand as they are shown. */
  read(from: RecordReader, kept: Entry['kept']): Entry {
    const [id, ttfbMs, durationMs] = [from.text() ?? '', from.number(), from.number() ?? 0]
    const shape = this.#readShapes.read(from)
    return {
      id,
      session: shape.session,
      at: from.text() ?? '',
      offsetMs: from.number() ?? 0,
      call: from.text() ?? '',
      ordinal: from.count(),
      attempt: from.count(),
      certainty: shape.certainty,
      follows: from.text(),
      retryCount: shape.retryCount,
      batch: shape.batch,
      connection: from.count(),
      requestOnConnection: from.count(),
      httpVersion: shape.httpVersion,
      method: shape.method,
      path: shape.path,
      endpoint: shape.endpoint,
      model: shape.model,
      tier: shape.tier,
      stream: shape.stream,
      requestBytes: from.count(),
      fingerprint: from.text() ?? '',
      rule: shape.rule,
      rules: shape.rules,
      outcome: shape.outcome,
      because: shape.because,
      nearMisses: shape.nearMisses,
      status: shape.status,
      variant: shape.variant,
      ttfbMs,
      durationMs,
      bytes: from.count(),
      chunks: shape.chunks,
      endedBy: shape.endedBy,
      flaws: shape.flaws,
      remaining: readRemaining(from),
      told: readTold(from),
      userAgent: shape.userAgent,
      kept,
    }
  }
}

const copies = new EntryRecords()

/** A record is an entry, and behind it how the request found its limits. */
export const entryRecords: RecordKind<Attached> = {
  copy(from, to) {
    const { scenario } = copies.shape(from.elsewhere(from.at))
    copies.write(to, { entry: copies.read(from, null), scenario })
    writeReadings(to, readReadings(from))
  },
  weigh: traceBytes,
}
