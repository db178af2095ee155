import type { Trace } from '../engine/trace.ts'
import { Counting } from './counting.ts'
import type { Entry } from './entry.ts'
import { type EntryFilter, fits } from './entry-filter.ts'
import { Evictions } from './evictions.ts'
import type { ExchangeCounts, Tallied } from './exchange-counts.ts'
import { firstOf, type Held, type Page } from './held.ts'
import { KeptRequest } from './keep.ts'
import { Listeners } from './listeners.ts'
import { Numbers } from './numbers.ts'
import { EntryRecords, entryRecords, idOf, readEntry, readTallied } from './record/entry-record.ts'
import { RequestRecords, readRequest, requestRecords } from './record/request-record.ts'
import { Segments } from './record/segments.ts'
import { type Attached, LastTraces, readReadings, writeReadings } from './record/trace-record.ts'

/**
 * What happened, bounded in bytes over all sessions. When it is full, what was kept of requests goes first, from the
 * oldest on, then whole entries; what went is counted. Entries are records outside the heap, and become objects when somebody
 * looks: as objects, they cost the collector as much as half of all else that a request takes (bench/README.md).
 */
export class Journal {
  readonly #maxBytes: number
  readonly #entries: Segments<Attached>
  readonly #entryRecords = new EntryRecords()
  readonly #lastTraces = new LastTraces()
  /** What was kept of their requests, by their numbers. */
  readonly #requests: Segments<never>
  readonly #requestRecords = new RequestRecords()
  #recorded = 0
  readonly #counting = new Counting()
  readonly #evictions = new Evictions()
  readonly #bySession = new Map<string, Numbers>()
  readonly #listeners = new Listeners()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#entries = new Segments(maxBytes, entryRecords)
    this.#requests = new Segments(maxBytes, requestRecords)
  }

  get bytes(): number {
    return this.#entries.bytes + this.#requests.bytes
  }

  /** The number of the entry that was recorded last; 0 before the first. */
  get last(): number {
    return this.#recorded
  }

  /** `scenario` is what its session runs. */
  add(entry: Entry, trace: Trace | null = null, scenario = ''): void {
    this.#recorded += 1
    const number = this.#recorded
    const to = this.#entries.begin(number)
    this.#entryRecords.write(to, { entry, scenario })
    writeReadings(to, trace?.limits ?? null)
    this.#entries.close(number, trace && this.#lastTraces.of(trace))
    if (entry.kept !== null) {
      this.#requestRecords.write(this.#requests.begin(number), KeptRequest.rawOf(entry.kept))
      this.#requests.close(number, null)
    }
    this.#numbersOf(entry.session).add(number)
    while (this.bytes > this.#maxBytes && this.#forgetOne());
    this.#listeners.call(entry.session)
  }

  /** Calls back after every entry that is recorded in a session, and when it is cleared; the returned function ends that. */
  subscribe(session: string, listener: () => void): () => void {
    return this.#listeners.add(session, listener)
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** The entries of a session that fit, oldest first; with `before`, newest first. */
  page(session: string, filter: EntryFilter): Page {
    const after = this.numberOf(session, filter.since)
    const walk =
      filter.before === undefined ? this.entries(session, filter, after) : this.#newestFirst(session, filter, after)
    return { ...firstOf(walk, filter.limit), evicted: this.evicted(session).entries }
  }

  /**
   * Those of a session that fit and have a number above `after`, oldest first, up to the last there is when the walk comes there.
   * Who walks may take its time: what is recorded or goes meanwhile disturbs nothing. `since` and `limit` are the caller's.
   */
  *entries(session: string, filter: EntryFilter = {}, after = 0): Generator<Held> {
    const next = (number: number) => this.#bySession.get(session)?.after(number)
    for (let number = next(after); number !== undefined; number = next(number)) {
      const held = this.#held(number)
      if (held && fits(held.entry, filter)) yield held
    }
  }

  /** The same, newest first, and below the entry that `before` names. */
  *#newestFirst(session: string, filter: EntryFilter, after: number): Generator<Held> {
    const end = filter.before === 'latest' ? this.#recorded + 1 : this.numberOf(session, filter.before)
    const next = (number: number) => this.#bySession.get(session)?.before(number) ?? 0
    for (let number = next(end); number > after; number = next(number)) {
      const held = this.#held(number)
      if (held && fits(held.entry, filter)) yield held
    }
  }

  /** The number of a session's entry by its id; 0, which is before the first, where it is not here. */
  numberOf(session: string, id: string | undefined): number {
    const held = id === undefined ? undefined : this.find(id)
    return held?.entry.session === session ? held.number : 0
  }

  /** The entry of this id, of whichever session. */
  find(id: string): Held | undefined {
    const number = this.#entries.startingWith(idOf(id))
    return (number === null ? null : this.#held(number)) ?? undefined
  }

  /** How many entries of a session are here. */
  count(session: string): number {
    return this.#bySession.get(session)?.count ?? 0
  }

  /** What was dropped from a session because the journal was full. */
  evicted(session: string): ReturnType<Evictions['of']> {
    return this.#evictions.of(session)
  }

  /** The same of all sessions since the start. */
  get dropped(): Evictions['dropped'] {
    return this.#evictions.dropped
  }

  /** The sums over all that was recorded, a few entries at a time: they are whole once the generator has ended. */
  counted(): Generator<void, ExchangeCounts> {
    return this.#counting.all(this.last, () => this.#entries.oldest ?? this.last + 1, this.#tallied)
  }

  /** Forgets all entries of a session. */
  clear(session: string): void {
    for (const number of this.#bySession.get(session) ?? []) {
      this.#counting.leaving(number, this.#tallied)
      this.#entries.drop(number)
      this.#requests.drop(number)
    }
    this.#evictions.forget(session)
    this.#bySession.delete(session)
    // its session may be gone: whoever waits for an entry can see
    this.#listeners.call(session)
  }

  /** Forgets what decisions looked at where that is not to be kept; of those entries nothing more can be explained. */
  forgetTraces(isToGo: (trace: Pick<Trace, 'rules'>) => boolean): void {
    this.#lastTraces.clear()
    this.#entries.detach(isToGo)
  }

  readonly #tallied = (number: number): Tallied | null => {
    const reader = this.#entries.read(number)
    return reader && readTallied(reader)
  }

  #held(number: number): Held | null {
    const reader = this.#entries.read(number)
    if (!reader) return null
    const request = this.#requests.read(number)
    const entry = readEntry(reader, request && new KeptRequest(readRequest(request)))
    const attached = this.#entries.attachedTo(number)
    return { number, entry, trace: attached && { ...attached, limits: readReadings(reader) } }
  }

  #numbersOf(session: string): Numbers {
    const known = this.#bySession.get(session)
    if (known) return known
    const numbers = new Numbers()
    this.#bySession.set(session, numbers)
    return numbers
  }

  #forgetOne(): boolean {
    if (this.#requests.dropOldest() === null) return this.#forgetEntry()
    this.#evictions.bodies += 1
    return true
  }

  #forgetEntry(): boolean {
    const number = this.#entries.oldest
    const tallied = number === null ? null : this.#tallied(number)
    if (number === null || tallied === null) return false
    this.#counting.leaving(number, () => tallied)
    this.#evictions.note(tallied.session, number)
    this.#entries.dropOldest()
    // the oldest of all is the oldest of its session
    const others = this.#bySession.get(tallied.session)
    others?.shift()
    if (others?.count === 0) this.#bySession.delete(tallied.session)
    return true
  }
}
