import { Tally } from '../tally.ts'

/** A call that failed, as far as finding it again needs. */
export interface Failure {
  /** Fingerprint and key. */
  readonly group: string
  /** `x-stainless-retry-count` of its last attempt; null where it had none. */
  readonly retryCount: number | null
  /** Until when a request without a retry count continues it: so long it is fresh, then stale. */
  readonly continuesUntilMs: number
}

/** Equal calls that failed; each set has the oldest failure first. */
interface Group<Call> {
  readonly fresh: Set<Call>
  readonly freshByCount: Map<number | null, Set<Call>>
  readonly staleByCount: Map<number | null, Set<Call>>
}

/** After this much longer, a failure is of no use even for a client that counts its retries. */
const USELESS_AFTER_MS = 3_600_000

/** What each takes in memory, where none is equal to it. */
const FAILURE_BYTES = 1400

const NONE: readonly never[] = []

const addTo = <Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void => {
  const set = sets.get(key)
  if (set) set.add(item)
  else sets.set(key, new Set([item]))
}

const takeFrom = <Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void => {
  const set = sets.get(key)
  if (set?.delete(item) && set.size === 0) sets.delete(key)
}

/**
 * Failed calls by fingerprint and key; bounded, and the oldest are forgotten together. What became stale is put aside when it
 * is met, so that no step takes long, however many equal calls have failed.
 */
export class Failures<Call extends Failure> {
  readonly #half: number
  readonly #tally: Tally
  readonly #groups = new Map<string, Group<Call>>()
  #young = new Set<Call>()
  #old = new Set<Call>()

  /** What they take in memory is counted in the tally. */
  constructor(most: number, tally = new Tally()) {
    this.#half = Math.ceil(most / 2)
    this.#tally = tally
  }

  add(call: Call): void {
    const group = this.#groups.get(call.group) ?? { fresh: new Set(), freshByCount: new Map(), staleByCount: new Map() }
    this.#groups.set(call.group, group)
    group.fresh.add(call)
    addTo(group.freshByCount, call.retryCount, call)
    this.#young.add(call)
    if (this.#young.size >= this.#half) this.#grow()
    this.#tally.add(FAILURE_BYTES)
  }

  delete(call: Call): void {
    this.#leaveGroup(call)
    if (this.#young.delete(call) || this.#old.delete(call)) this.#tally.add(-FAILURE_BYTES)
  }

  clear(): void {
    const count = this.#young.size + this.#old.size
    this.#groups.clear()
    this.#young = new Set()
    this.#old = new Set()
    this.#tally.add(-FAILURE_BYTES * count)
  }

  #grow(): void {
    const { size } = this.#old
    for (const forgotten of this.#old) this.#leaveGroup(forgotten)
    this.#old = this.#young
    this.#young = new Set()
    this.#tally.add(-FAILURE_BYTES * size)
  }

  /** Those of a group that a request without a retry count may continue, the oldest failure first; longer waits may hide a stale one among them. */
  fresh(name: string, nowMs: number): Iterable<Call> {
    const group = this.#groups.get(name)
    if (!group) return NONE
    this.#putAside(group, group.fresh, nowMs)
    return group.fresh
  }

  /** Those with this retry count that are fresh, the oldest failure first; longer waits may hide a stale one among them. */
  counted(name: string, retryCount: number, nowMs: number): Iterable<Call> {
    const group = this.#groups.get(name)
    const calls = group?.freshByCount.get(retryCount)
    if (!group || !calls) return NONE
    this.#putAside(group, calls, nowMs)
    return calls
  }

  /** The oldest failure with this retry count that is stale. */
  stale(name: string, retryCount: number, nowMs: number): Call | undefined {
    for (const call of this.#groups.get(name)?.staleByCount.get(retryCount) ?? NONE) {
      if (nowMs <= call.continuesUntilMs + USELESS_AFTER_MS) return call
      this.delete(call)
    }
    return undefined
  }

  /** Puts what is stale at the head of a set aside; gives what is then the first. */
  #putAside(group: Group<Call>, calls: ReadonlySet<Call>, nowMs: number): Call | undefined {
    for (const call of calls) {
      if (nowMs <= call.continuesUntilMs) return call
      group.fresh.delete(call)
      takeFrom(group.freshByCount, call.retryCount, call)
      addTo(group.staleByCount, call.retryCount, call)
    }
    return undefined
  }

  #leaveGroup(call: Call): void {
    const group = this.#groups.get(call.group)
    if (!group) return
    group.fresh.delete(call)
    takeFrom(group.freshByCount, call.retryCount, call)
    takeFrom(group.staleByCount, call.retryCount, call)
    if (group.freshByCount.size === 0 && group.staleByCount.size === 0) this.#groups.delete(call.group)
  }
}
