import type { Trace } from '../engine/trace.ts'
import { Counting } from './counting.ts'
import type { Entry } from './entry.ts'
import { EntryChain } from './entry-chain.ts'
import { type EntryFilter, fits } from './entry-filter.ts'
import { Evictions } from './evictions.ts'
import type { ExchangeCounts } from './exchange-counts.ts'
import { type Counted, firstOf, type Held, isHeld, type Page, placeAfter, seen, withoutKept } from './held.ts'
import { Listeners } from './listeners.ts'
import { newestFirst } from './newest-first.ts'
import { entryBytes, keptBytes, traceBytes } from './sizes.ts'

/**
 * What happened, bounded in bytes over all sessions. When it is full, what was kept of requests goes first, from the
 * oldest on, then whole entries; what went is counted.
 */
export class Journal {
  readonly #maxBytes: number
  /** In the order of recording; `#first` is the oldest that is still here, `#firstKept` the oldest that still has its body. */
  #held: (Counted | null)[] = []
  #first = 0
  #firstKept = 0
  #bytes = 0
  #cleared = 0
  #recorded = 0
  readonly #counting = new Counting()
  readonly #evictions = new Evictions()
  /** The entries of each session, so that one can be cleared without a look at all others. */
  readonly #bySession = new Map<string, EntryChain>()
  readonly #listeners = new Listeners()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The number of the entry that was recorded last; 0 before the first. */
  get last(): number {
    return this.#recorded
  }

  /** `scenario` is what its session runs. */
  add(entry: Entry, trace: Trace | null = null, scenario = ''): void {
    const bytes = entryBytes(entry) + keptBytes(entry.kept) + traceBytes(trace)
    this.#recorded += 1
    const held: Counted = { number: this.#recorded, entry, trace, scenario, bytes, isSeen: false, next: null }
    this.#held.push(held)
    this.#bytes += bytes
    this.#chainOf(entry.session).add(held)
    while (this.#bytes > this.#maxBytes && this.#forgetOne());
    if (this.#first > 4096 && this.#first > this.#held.length / 2) this.#compact()
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
    const end = filter.before === 'latest' ? this.#recorded + 1 : this.numberOf(session, filter.before)
    const asked = { from: this.#first, session, filter, after, end }
    const walk = filter.before === undefined ? this.entries(session, filter, after) : newestFirst(this.#held, asked)
    return { ...firstOf(walk, filter.limit), evicted: this.evicted(session).entries }
  }

  /**
   * Those of a session that fit and have a number above `after`, oldest first, up to the last there is when the walk comes there.
   * Who walks may take its time: what is recorded or goes meanwhile disturbs nothing. `since` and `limit` are the caller's.
   */
  *entries(session: string, filter: EntryFilter = {}, after = 0): Generator<Held> {
    let number = after
    for (let i = placeAfter(this.#held, this.#first, number); i < this.#held.length; ) {
      const held = this.#held[i]
      number = held?.number ?? number
      if (isHeld(held) && held.entry.session === session && fits(held.entry, filter)) yield seen(held)
      // when entries are dropped, the others move to the front
      i = this.#held[i] === held ? i + 1 : placeAfter(this.#held, this.#first, number)
    }
  }

  /** The number of a session's entry by its id; 0, which is before the first, where it is not here. */
  numberOf(session: string, id: string | undefined): number {
    const held = id === undefined ? undefined : this.find(id)
    return held?.entry.session === session ? held.number : 0
  }

  /** The entry of this id, of whichever session. */
  find(id: string): Held | undefined {
    for (let i = this.#first; i < this.#held.length; i += 1) {
      const held = this.#held[i]
      if (isHeld(held) && held.entry.id === id) return seen(held)
    }
    return undefined
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
    const from = (after: number) => placeAfter(this.#held, this.#first, after)
    return this.#counting.all(this.last, (after, many) => this.#held.slice(from(after), from(after) + many))
  }

  /** Forgets all entries of a session. */
  clear(session: string): void {
    for (const held of this.#bySession.get(session) ?? []) {
      this.#counting.leaving(held)
      held.entry = null
      held.trace = null
      this.#bytes -= held.bytes
      this.#cleared += 1
    }
    this.#evictions.forget(session)
    this.#bySession.delete(session)
    // each walk over all takes out as many as it passes, so that a clear costs what its session holds
    if (this.#cleared > 4096 && this.#cleared > (this.#held.length - this.#first) / 2) this.#compact()
    // its session may be gone: whoever waits for an entry can see
    this.#listeners.call(session)
  }

  /** Forgets what decisions looked at where that is not to be kept; of those entries nothing more can be explained. */
  forgetTraces(isToGo: (trace: Trace) => boolean): void {
    for (const held of this.#held) if (held?.trace && isToGo(held.trace)) held.trace = null
  }

  #chainOf(session: string): EntryChain {
    const chain = this.#bySession.get(session) ?? new EntryChain()
    if (chain.count === 0) this.#bySession.set(session, chain)
    return chain
  }

  #forgetOne(): boolean {
    return this.#forgetKept() || this.#forgetEntry()
  }

  #forgetKept(): boolean {
    for (; this.#firstKept < this.#held.length; this.#firstKept += 1) {
      const held = this.#held[this.#firstKept]
      if (!isHeld(held) || !held.entry.kept) continue
      const bytes = keptBytes(held.entry.kept)
      withoutKept(held)
      this.#evictions.bodies += 1
      held.bytes -= bytes
      this.#bytes -= bytes
      return true
    }
    return false
  }

  #forgetEntry(): boolean {
    const held = this.#held[this.#first]
    if (!held) return false
    this.#held[this.#first] = null
    this.#first += 1
    if (!isHeld(held)) {
      this.#cleared -= 1
      return true
    }
    this.#bytes -= held.bytes
    this.#counting.leaving(held)
    const { session } = held.entry
    this.#evictions.note(session, held.number)
    const others = this.#bySession.get(session)
    // the oldest of all is the oldest of its session
    others?.shift()
    if (others?.count === 0) this.#bySession.delete(session)
    return true
  }

  #compact(): void {
    this.#held = this.#held.slice(this.#first).filter(isHeld)
    this.#first = 0
    this.#firstKept = 0
    this.#cleared = 0
  }
}
