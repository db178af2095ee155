interface Counted {
  /** Fingerprint and key. */
  readonly group: string
  readonly retryCount: number | null
}

/** Calls whose last attempt is under way, by fingerprint and key: as many as there are requests. */
export class UnderWay<Call extends Counted> {
  readonly #groups = new Map<string, Set<Call>>()

  add(call: Call): void {
    const calls = this.#groups.get(call.group)
    if (calls) calls.add(call)
    else this.#groups.set(call.group, new Set([call]))
  }

  delete(call: Call): void {
    const calls = this.#groups.get(call.group)
    calls?.delete(call)
    if (calls?.size === 0) this.#groups.delete(call.group)
  }

  has(group: string): boolean {
    return this.#groups.has(group)
  }

  /** The first of a group whose attempt has this retry count. */
  counted(group: string, retryCount: number): Call | undefined {
    for (const call of this.#groups.get(group) ?? []) if (call.retryCount === retryCount) return call
    return undefined
  }
}
