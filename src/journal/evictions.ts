/** What was dropped of a session. */
interface Evicted {
  entries: number
  /** The number of the last of them. */
  last: number
}

const NONE: Readonly<Evicted> = { entries: 0, last: 0 }

/** Entries of sessions that are gone may still be dropped later, so that this does not end with the session. */
const MOST = 100_000

/** What was dropped of each session because the journal was full; those of which nothing was dropped for longest are forgotten. */
export class Evictions {
  readonly #bySession = new Map<string, Evicted>()
  #entries = 0
  /** Of which an entry was dropped last: mostly there is one that is asked, and its place is right. */
  #latest: string | null = null
  /** How often what was kept of a request was dropped. */
  bodies = 0

  /** What was dropped of all sessions since the start; it only grows. */
  get dropped(): { readonly entries: number; readonly bodies: number } {
    return { entries: this.#entries, bodies: this.bodies }
  }

  of(session: string): Readonly<Evicted> {
    return this.#bySession.get(session) ?? NONE
  }

  /** The entry of this number was dropped. */
  note(session: string, number: number): void {
    this.#entries += 1
    const known = this.#bySession.get(session)
    if (session === this.#latest && known) {
      known.entries += 1
      known.last = number
      return
    }
    this.#latest = session
    this.#bySession.delete(session)
    this.#bySession.set(session, { entries: (known?.entries ?? 0) + 1, last: number })
    if (this.#bySession.size <= MOST) return
    const [oldest = ''] = this.#bySession.keys()
    this.#bySession.delete(oldest)
  }

  forget(session: string): void {
    this.#bySession.delete(session)
  }
}
