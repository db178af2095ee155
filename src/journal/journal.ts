import type { Trace } from '../engine/trace.ts'
import { Counting } from './counting.ts'
import type { Entry } from './entry.ts'
import { type EntryFilter, fits, mayFit } from './entry-filter.ts'
import { Evictions } from './evictions.ts'
import type { ExchangeCounts, Tallied } from './exchange-counts.ts'
import { firstOf, type Held, type Page, type Rest } from './held.ts'
import { Listeners } from './listeners.ts'
import { Numbers } from './numbers.ts'
import type { Shape } from './record/entry-shape.ts'
import { EntryStore } from './record/entry-store.ts'

/** So many entries are looked at before a walk rests: a millisecond or so. */
const LOOKED_AT_ONCE = 500

/**
 * What happened, bounded in bytes over all sessions. When it is full, what was kept of requests goes first, from the
 * oldest on, then whole entries; what went is counted.
 */
export class Journal {
  readonly #maxBytes: number
  readonly #store: EntryStore
  #recorded = 0
  readonly #counting = new Counting()
  readonly #evictions = new Evictions()
  readonly #bySession = new Map<string, Numbers>()
  readonly #listeners = new Listeners()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#store = new EntryStore(maxBytes)
  }

  get bytes(): number {
    return this.#store.bytes
  }

  /** The number of the entry that was recorded last; 0 before the first. */
  get last(): number {
    return this.#recorded
  }

  /** `scenario` is what its session runs. */
  add(entry: Entry, trace: Trace | null = null, scenario = ''): void {
    this.#recorded += 1
    this.#store.add(this.#recorded, entry, trace, scenario)
    this.#numbersOf(entry.session).add(this.#recorded)
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

  /** The entries of a session that fit, oldest first; with `before`, newest first. In short steps. */
  *page(session: string, filter: EntryFilter): Generator<void, Page> {
    const after = this.numberOf(session, filter.since)
    const walk =
      filter.before === undefined ? this.walk(session, filter, after) : this.#newestFirst(session, filter, after)
    return { ...(yield* firstOf(walk, filter.limit)), evicted: this.evicted(session).entries }
  }

  /**
   * Those of a session that fit and have a number above `after`, oldest first, up to the last there is when the walk comes there.
   * Who walks may take its time: what is recorded or goes meanwhile disturbs nothing. `since` and `limit` are the caller's.
   */
  *entries(session: string, filter: EntryFilter = {}, after = 0): Generator<Held> {
    for (const held of this.walk(session, filter, after)) if (held.entry !== null) yield held
  }

  /** The same, with a rest after every so many that were looked at. */
  walk(session: string, filter: EntryFilter, after: number): Generator<Held | Rest> {
    return this.#walk(filter, after, number => this.#bySession.get(session)?.after(number) ?? Infinity, Infinity)
  }

  *#walk(filter: EntryFilter, from: number, next: (number: number) => number, end: number): Generator<Held | Rest> {
    let looked = 0
    for (let number = next(from); number !== end; number = next(number)) {
      const held = this.#fitting(number, filter)
      if (held) yield held
      looked += 1
      if (looked % LOOKED_AT_ONCE === 0) yield { number, entry: null }
    }
  }

  /** What the entries of a session have in common with others, the oldest first: each comes again with every entry that has it. */
  *shapes(session: string): Generator<Shape> {
    for (const number of this.#bySession.get(session) ?? []) {
      const shape = this.#store.shape(number)
      if (shape) yield shape
    }
  }

  /** Those that fit, newest first, and below the entry that `before` names. */
  #newestFirst(session: string, filter: EntryFilter, after: number): Generator<Held | Rest> {
    const first = filter.before === 'latest' ? this.#recorded + 1 : this.numberOf(session, filter.before)
    const next = (number: number) => Math.max(after, this.#bySession.get(session)?.before(number) ?? 0)
    return this.#walk(filter, first, next, after)
  }

  /** The number of a session's entry by its id; 0, which is before the first, where it is not here. */
  numberOf(session: string, id: string | undefined): number {
    const held = id === undefined ? undefined : this.find(id)
    return held?.entry.session === session ? held.number : 0
  }

  /** The entry of this id, of whichever session. */
  find(id: string): Held | undefined {
    const number = this.#store.numberOf(id)
    return (number === null ? null : this.#store.held(number)) ?? undefined
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
    return this.#counting.all(this.last, () => this.#store.oldest ?? this.last + 1, this.#tallied)
  }

  /** Forgets all entries of a session. */
  clear(session: string): void {
    for (const number of this.#bySession.get(session) ?? []) {
      this.#counting.leaving(number, this.#tallied)
      this.#store.drop(number)
    }
    this.#evictions.forget(session)
    this.#bySession.delete(session)
    // its session may be gone: whoever waits for an entry can see
    this.#listeners.call(session)
  }

  /** Forgets what decisions looked at where that is not to be kept; of those entries nothing more can be explained. */
  forgetTraces(isToGo: (trace: Pick<Trace, 'rules'>) => boolean): void {
    this.#store.forgetTraces(isToGo)
  }

  readonly #tallied = (number: number): Tallied | null => this.#store.tallied(number)

  /** Most that do not fit can be told by what they have in common. */
  #fitting(number: number, filter: EntryFilter): Held | null {
    const shape = this.#store.shape(number)
    if (shape === null || !mayFit(shape, filter)) return null
    const held = this.#store.held(number)
    return held && fits(held.entry, filter) ? held : null
  }

  #numbersOf(session: string): Numbers {
    const known = this.#bySession.get(session)
    if (known) return known
    const numbers = new Numbers()
    this.#bySession.set(session, numbers)
    return numbers
  }

  #forgetOne(): boolean {
    if (!this.#store.dropOldestRequest()) return this.#forgetEntry()
    this.#evictions.bodies += 1
    return true
  }

  #forgetEntry(): boolean {
    const number = this.#store.oldest
    const tallied = number === null ? null : this.#tallied(number)
    if (number === null || tallied === null) return false
    this.#counting.leaving(number, () => tallied)
    this.#evictions.note(tallied.session, number)
    this.#store.drop(number)
    // the oldest of all is the oldest of its session
    const others = this.#bySession.get(tallied.session)
    others?.shift()
    if (others?.count === 0) this.#bySession.delete(tallied.session)
    return true
  }
}
