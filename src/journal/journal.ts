import type { Trace } from '../engine/trace.ts'
import type { Entry } from './entry.ts'
import { type EntryFilter, fits } from './entry-filter.ts'
import { Listeners } from './listeners.ts'
import { entryBytes, keptBytes, traceBytes } from './sizes.ts'

/** A page of entries, oldest first, and where the next page begins (null: this was the last). */
export interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
  /** How many entries of this session were dropped because the journal was full. */
  readonly evicted: number
}

/** An entry with what its decision looked at. */
export interface Held {
  /** Counts up with every entry that is recorded, over all sessions. */
  readonly number: number
  readonly entry: Entry
  readonly trace: Trace | null
}

interface Counted extends Held {
  entry: Entry
  bytes: number
}

interface Evicted {
  readonly entries: number
  /** The number of the last of them. */
  readonly last: number
}

const NONE: Evicted = { entries: 0, last: 0 }

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
  #recorded = 0
  readonly #evicted = new Map<string, Evicted>()
  readonly #counts = new Map<string, number>()
  readonly #listeners = new Listeners()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Bytes that are taken, as estimated. */
  get bytes(): number {
    return this.#bytes
  }

  /** The number of the entry that was recorded last; 0 before the first. */
  get last(): number {
    return this.#recorded
  }

  add(entry: Entry, trace: Trace | null = null): void {
    const bytes = entryBytes(entry) + keptBytes(entry.kept) + traceBytes(trace)
    this.#recorded += 1
    this.#held.push({ number: this.#recorded, entry, trace, bytes })
    this.#bytes += bytes
    this.#counts.set(entry.session, this.count(entry.session) + 1)
    while (this.#bytes > this.#maxBytes && this.#forgetOne());
    if (this.#first > 4096 && this.#first > this.#held.length / 2) this.#compact()
    this.#listeners.call(entry.session)
  }

  /** Calls back after every entry that is recorded in a session; the returned function ends that. */
  subscribe(session: string, listener: () => void): () => void {
    return this.#listeners.add(session, listener)
  }

  /** How many are called back. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** The entries of a session that fit, oldest first. */
  page(session: string, filter: EntryFilter): Page {
    const { limit = Number.POSITIVE_INFINITY } = filter
    const entries: Entry[] = []
    let more = false
    for (const { entry } of this.entries(session, filter, this.numberOf(session, filter.since))) {
      more = entries.length >= limit
      if (more) break
      entries.push(entry)
    }
    return { entries, next: more ? (entries.at(-1)?.id ?? null) : null, evicted: this.evicted(session).entries }
  }

  /**
   * The entries of a session that fit and have a number above `after`, oldest first, up to the one that is the last when the
   * walk comes there. Whoever walks may take its time: what is recorded or goes meanwhile does not disturb it. `since` and
   * `limit` are the caller's.
   */
  *entries(session: string, filter: EntryFilter = {}, after = 0): Generator<Held> {
    let number = after
    for (let i = this.#placeAfter(number); i < this.#held.length; ) {
      const held = this.#held[i]
      number = held?.number ?? number
      if (held?.entry.session === session && fits(held.entry, filter)) yield held
      // when entries are dropped, the others move to the front
      i = this.#held[i] === held ? i + 1 : this.#placeAfter(number)
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
      if (held?.entry.id === id) return held
    }
    return undefined
  }

  /** How many entries of a session are here. */
  count(session: string): number {
    return this.#counts.get(session) ?? 0
  }

  /** What was dropped from a session because the journal was full. */
  evicted(session: string): Evicted {
    return this.#evicted.get(session) ?? NONE
  }

  /** Forgets all entries of a session. */
  clear(session: string): void {
    this.#held = this.#held.slice(this.#first).filter(held => {
      const stays = held !== null && held.entry.session !== session
      if (!stays) this.#bytes -= held?.bytes ?? 0
      return stays
    })
    this.#first = 0
    this.#firstKept = 0
    this.#evicted.delete(session)
    this.#counts.delete(session)
  }

  /** Where the first entry with a number above this one stands. */
  #placeAfter(number: number): number {
    let [low, high] = [this.#first, this.#held.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#held[middle]?.number ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low
  }

  #forgetOne(): boolean {
    return this.#forgetKept() || this.#forgetEntry()
  }

  #forgetKept(): boolean {
    for (; this.#firstKept < this.#held.length; this.#firstKept += 1) {
      const held = this.#held[this.#firstKept]
      if (!held?.entry.kept) continue
      const bytes = keptBytes(held.entry.kept)
      held.entry = { ...held.entry, kept: null }
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
    this.#bytes -= held.bytes
    const { session } = held.entry
    this.#evicted.set(session, { entries: this.evicted(session).entries + 1, last: held.number })
    this.#counts.set(session, this.count(session) - 1)
    return true
  }

  #compact(): void {
    this.#held = this.#held.slice(this.#first)
    this.#firstKept = Math.max(0, this.#firstKept - this.#first)
    this.#first = 0
  }
}
