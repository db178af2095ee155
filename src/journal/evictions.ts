/** What was dropped of a session. */
interface Evicted {
  readonly entries: number
  /** The number of the last of them. */
  readonly last: number
}

const NONE: Evicted = { entries: 0, last: 0 }

/** Entries of sessions that are gone may still be dropped later, so that this does not end with the session. */
const MOST = 100_000

/** What was dropped of each session because the journal was full; those of which nothing was dropped for longest are forgotten. */
export class Evictions {
  readonly #bySession = new Map<string, Evicted>()
  #entries = 0
  /** How often what was kept of a request was dropped. */
  bodies = 0

  /** What was dropped of all sessions since the start; it only grows. */
  get dropped(): { readonly entries: number; readonly bodies: number } {
    return { entries: this.#entries, bodies: this.bodies }
  }

  of(session: string): Evicted {
    return this.#bySession.get(session) ?? NONE
  }

  /** The entry of this number was dropped. */
  note(session: string, number: number): void {
    this.#entries += 1
    const { entries } = this.of(session)
    this.#bySession.delete(session)
    this.#bySession.set(session, { entries: entries + 1, last: number })
    if (this.#bySession.size <= MOST) return
    const [oldest = ''] = this.#bySession.keys()
    this.#bySession.delete(oldest)
  }

  forget(session: string): void {
    this.#bySession.delete(session)
  }
}
