/** A call that failed, as far as finding it again needs. */
export interface Failure {
  readonly group: string
  /** `x-stainless-retry-count` of its last attempt. */
  readonly retryCount: number
  /** Until when a request without a retry count continues it. */
  readonly continuesUntilMs: number
}

/** After this much longer, a failure is of no use even for a client that counts its retries. */
const USELESS_AFTER_MS = 3_600_000

/** Failed calls by fingerprint and key, the oldest failure first; bounded, and the oldest are forgotten together. */
export class Failures<Call extends Failure> {
  readonly #half: number
  readonly #groups = new Map<string, Set<Call>>()
  #young = new Set<Call>()
  #old = new Set<Call>()

  constructor(most: number) {
    this.#half = Math.ceil(most / 2)
  }

  add(call: Call): void {
    const group = this.#groups.get(call.group)
    if (group) group.add(call)
    else this.#groups.set(call.group, new Set([call]))
    this.#young.add(call)
    if (this.#young.size < this.#half) return
    for (const forgotten of this.#old) this.#leaveGroup(forgotten)
    this.#old = this.#young
    this.#young = new Set()
  }

  delete(call: Call): void {
    this.#leaveGroup(call)
    this.#young.delete(call)
    this.#old.delete(call)
  }

  /** The oldest failure that is still continued without a retry count. */
  current(group: string, nowMs: number): Call | undefined {
    for (const call of this.#useful(group, nowMs)) if (nowMs <= call.continuesUntilMs) return call
    return undefined
  }

  /** The failure whose last attempt carried this retry count: the oldest that is still fresh, else the latest that is not. */
  counted(group: string, retryCount: number, nowMs: number): Call | undefined {
    let stale: Call | undefined
    for (const call of this.#useful(group, nowMs)) {
      if (call.retryCount !== retryCount) continue
      if (nowMs <= call.continuesUntilMs) return call
      stale = call
    }
    return stale
  }

  *#useful(group: string, nowMs: number): Generator<Call> {
    for (const call of this.#groups.get(group) ?? []) {
      if (nowMs > call.continuesUntilMs + USELESS_AFTER_MS) this.delete(call)
      else yield call
    }
  }

  #leaveGroup(call: Call): void {
    const group = this.#groups.get(call.group)
    group?.delete(call)
    if (group?.size === 0) this.#groups.delete(call.group)
  }
}
