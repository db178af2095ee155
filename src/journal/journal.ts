import type { Entry, Kept } from './entry.ts'

/** What may be asked of a journal; all that is said must hold. */
export interface EntryFilter {
  readonly status?: number
  readonly endpoint?: string
  readonly call?: string
  /** The id of an entry: only what was recorded after it. */
  readonly since?: string
  readonly limit: number
}

/** A page of entries, oldest first, and where the next page begins (null: this was the last). */
export interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
  /** How many entries of this session had to go because the journal was full. */
  readonly evicted: number
}

interface Held {
  entry: Entry
  bytes: number
}

// measured on entries of usual length; what varies is counted
const ENTRY_BYTES = 900

const keptBytes = (kept: Kept | null): number =>
  kept === null
    ? 0
    : 2 * (kept.body?.length ?? 0) +
      2 * Object.entries(kept.headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0)

const entryBytes = ({ path, because, model, userAgent, nearMisses }: Entry): number =>
  ENTRY_BYTES +
  2 * (path.length + because.length + (model?.length ?? 0) + (userAgent?.length ?? 0)) +
  100 * nearMisses.length

/**
 * What happened, bounded in bytes over all sessions. When it is full, what was kept of requests goes first, from the
 * oldest on, then whole entries; what went is counted.
 */
export class Journal {
  readonly #maxBytes: number
  /** In the order of recording; `#first` is the oldest that is still here, `#firstKept` the oldest that still has its body. */
  #held: (Held | null)[] = []
  #first = 0
  #firstKept = 0
  #bytes = 0
  readonly #evicted = new Map<string, number>()
  readonly #counts = new Map<string, number>()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Bytes that are taken, as estimated. */
  get bytes(): number {
    return this.#bytes
  }

  add(entry: Entry): void {
    const bytes = entryBytes(entry) + keptBytes(entry.kept)
    this.#held.push({ entry, bytes })
    this.#bytes += bytes
    this.#counts.set(entry.session, this.count(entry.session) + 1)
    while (this.#bytes > this.#maxBytes && this.#forgetOne());
    if (this.#first > 4096 && this.#first > this.#held.length / 2) this.#compact()
  }

  /** The entries of a session that fit, oldest first. */
  page(session: string, { status, endpoint, call, since, limit }: EntryFilter): Page {
    const fits = (entry: Entry): boolean =>
      (status === undefined || entry.status === status) &&
      (endpoint === undefined || entry.endpoint === endpoint) &&
      (call === undefined || entry.call === call)
    const own = this.#of(session)
    const from = since === undefined ? 0 : own.findIndex(({ id }) => id === since) + 1
    const found = own.slice(from).filter(fits)
    const entries = found.slice(0, limit)
    return {
      entries,
      next: found.length > limit ? (entries.at(-1)?.id ?? null) : null,
      evicted: this.#evicted.get(session) ?? 0,
    }
  }

  /** How many entries of a session are here. */
  count(session: string): number {
    return this.#counts.get(session) ?? 0
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

  #of(session: string): readonly Entry[] {
    const own: Entry[] = []
    for (let i = this.#first; i < this.#held.length; i += 1) {
      const held = this.#held[i]
      if (held?.entry.session === session) own.push(held.entry)
    }
    return own
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
    this.#evicted.set(session, (this.#evicted.get(session) ?? 0) + 1)
    this.#counts.set(session, this.count(session) - 1)
    return true
  }

  #compact(): void {
    this.#held = this.#held.slice(this.#first)
    this.#firstKept = Math.max(0, this.#firstKept - this.#first)
    this.#first = 0
  }
}
