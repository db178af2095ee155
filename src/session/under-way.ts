interface Counted {
  /** Fingerprint and key. */
  readonly group: string
  readonly retryCount: number | null
}

/** So many groups may be without a call before they are taken out, all at once. */
const MOST_EMPTY = 64

/**
 * Calls whose last attempt is under way, by fingerprint and key: as many as there are requests. They come and go with each
 * request. Sets that shrink and grow all the time leave behind what only a whole collection takes away (docs/facts/node.md §8),
 * so there are lists, and nothing is deleted one by one.
 */
export class UnderWay<Call extends Counted> {
  #groups = new Map<string, Call[]>()
  #empty = 0

  add(call: Call): void {
    const calls = this.#groups.get(call.group)
    if (!calls) {
      this.#groups.set(call.group, [call])
      return
    }
    if (calls.length === 0) this.#empty -= 1
    calls.push(call)
  }

  delete(call: Call): void {
    const calls = this.#groups.get(call.group)
    // the oldest is over first, as a rule
    const place = calls ? calls.indexOf(call) : -1
    if (!calls || place === -1) return
    if (place === 0) calls.shift()
    else calls.splice(place, 1)
    if (calls.length > 0) return
    this.#empty += 1
    if (this.#empty > MOST_EMPTY && this.#empty > this.#groups.size / 2) this.#tidy()
  }

  has(group: string): boolean {
    const calls = this.#groups.get(group)
    return calls !== undefined && calls.length > 0
  }

  /** The first of a group whose attempt has this retry count. */
  counted(group: string, retryCount: number): Call | undefined {
    return this.#groups.get(group)?.find(call => call.retryCount === retryCount)
  }

  #tidy(): void {
    const left = new Map<string, Call[]>()
    for (const [group, calls] of this.#groups) if (calls.length > 0) left.set(group, calls)
    this.#groups = left
    this.#empty = 0
  }
}
