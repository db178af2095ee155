import { UsageError } from '../usage-error.ts'
import type { FiledEntry, Header, JournalLine } from './journal-line.ts'

/** What is read from the file of a journal, in the order in which it happened. `place` is `FILE:LINE`. */
export type JournalRecord =
  /** A server begins; sessions of an earlier one have ended. */
  | { readonly kind: 'run'; readonly run: string; readonly at: string; readonly place: string }
  | ({ readonly kind: 'entry'; readonly run: string; readonly place: string } & FiledEntry)
  /** The journal of a session was cleared by hand. */
  | { readonly kind: 'cleared'; readonly run: string; readonly session: string; readonly place: string }
  /** Entries are missing here, and how many, if that is known. `says` is a sentence with the place in it. */
  | { readonly kind: 'missing'; readonly entries: number | null; readonly says: string; readonly place: string }

/** A line with its place. */
export interface PlacedLine {
  readonly place: string
  /** Null for one that is no JSON. */
  readonly line: JournalLine | null
  /** Whether it is the first of its file. */
  readonly isFirst: boolean
}

/** What is wrong at a line of a file. */
export const wrongAt = (place: string, why: string): UsageError => new UsageError(`${place}: ${why}.`)

const missing = (place: string, entries: number | null, why: string): JournalRecord => ({
  kind: 'missing',
  entries,
  says: `${place}: ${why}`,
  place,
})

const CUT = 'this line is cut off: the server was ended while it wrote, and what it had not written is missing'
const NO_JSON = 'this is no JSON, although the file goes on: it is damaged'
const CUT_WITHIN = 'this line is cut off, although the server went on to write: the file is damaged. Copy it again'
const NO_HEADER = 'this is no journal of groq-mock: its first line has no "format"'

/** Makes records of lines, one after the other, and tells where some are missing. Throws `UsageError` where they are damaged. */
export class JournalRecords {
  #header: Header | null = null
  #cutAt: string | null = null

  of({ place, line, isFirst }: PlacedLine): readonly JournalRecord[] {
    const isHeader = line?.kind === 'header'
    if (isFirst && !isHeader) throw wrongAt(place, NO_HEADER)
    if (this.#cutAt !== null) {
      // only a server that is killed leaves half a line, and it writes nothing after it: no more lines, and no other part
      if (!isHeader) throw wrongAt(this.#cutAt, NO_JSON)
      if (line.header.run === this.#header?.run) throw wrongAt(this.#cutAt, CUT_WITHIN)
    }
    const cut = this.end()
    if (line !== null) return [...cut, ...this.#recordsOf(line, place)]
    this.#cutAt = place
    return cut
  }

  /** What is to be said when no line follows. */
  end(): readonly JournalRecord[] {
    const cutAt = this.#cutAt
    this.#cutAt = null
    return cutAt === null ? [] : [missing(cutAt, null, CUT)]
  }

  #recordsOf(line: JournalLine, place: string): readonly JournalRecord[] {
    switch (line.kind) {
      case 'header':
        return this.#begun(line.header, place)
      case 'lost':
        return [missing(place, line.entries, `${line.entries} entries are missing, they could not be written`)]
      default:
        return [{ ...line, run: this.#header?.run ?? '', place }]
    }
  }

  #begun(header: Header, place: string): readonly JournalRecord[] {
    const { run, part, at } = header
    const before = this.#header?.run === run ? this.#header : null
    this.#header = header
    const away = `what this run wrote before its part ${part} is not here, it was moved away`
    return [
      ...(before === null ? [{ kind: 'run', run, at, place } as const] : []),
      ...(part === (before?.part ?? 0) + 1 ? [] : [missing(place, null, away)]),
    ]
  }
}
