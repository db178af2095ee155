/** What an application said of how a call, or the whole run, ended. */
export interface Declaration {
  /** Null for the whole run. */
  readonly call: string | null
  readonly ok: boolean
  readonly note: string | null
}

const MOST = 10_000
const LONGEST_NOTE = 500

/** What the application behind a session declared; of one call, the last word counts. */
export class Declarations {
  readonly #said = new Map<string | null, Declaration>()

  /** False where there is no room for another call. */
  add({ call, ok, note }: Declaration): boolean {
    if (this.#said.size >= MOST && !this.#said.has(call)) return false
    this.#said.set(call, { call, ok, note: note === null ? null : note.slice(0, LONGEST_NOTE) })
    return true
  }

  clear(): void {
    this.#said.clear()
  }

  all(): readonly Declaration[] {
    return [...this.#said.values()]
  }
}
