/** Who wants to be called back when something is recorded in a session. */
export class Listeners {
  readonly #bySession = new Map<string, Set<() => void>>()

  /** How many there are. */
  get size(): number {
    return [...this.#bySession.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** Calls back until the returned function is called. */
  add(session: string, listener: () => void): () => void {
    const listeners = this.#bySession.get(session) ?? new Set()
    this.#bySession.set(session, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#bySession.get(session) === listeners) this.#bySession.delete(session)
    }
  }

  call(session: string): void {
    for (const listener of this.#bySession.get(session) ?? []) listener()
  }
}
