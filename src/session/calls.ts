import type { Attempt, Call } from '../call.ts'

/** How an attempt ended, as far as it matters for who comes next. */
export interface Ending {
  /** Status 400 or more, a fault, or the client left. */
  readonly failed: boolean
  /** What the answer said in `retry-after`, in milliseconds. */
  readonly retryAfterMs: number | null
}

/** One call while it can still be continued. */
interface OpenCall {
  readonly id: string
  readonly ordinal: number
  readonly group: string
  attempts: number
  /** `x-stainless-retry-count` of the last attempt. */
  retryCount: number
  failedAtMs: number | null
  continuesUntilMs: number
}

/** An attempt that is under way; handed back when it is over. `of` is null for a request that is no attempt of anything. */
export interface Ticket extends Attempt {
  readonly of: OpenCall | null
}

const CONTINUES_FOR_MS = 120_000
const MAX_FAILED = 10_000
const MAX_NAMED = 10_000
const MAX_FINGERPRINTS = 50_000

/** Forgets the oldest where a map or set has outgrown its bound. */
const bound = <Key>(
  keys: { readonly size: number; keys(): IterableIterator<Key>; delete(key: Key): boolean },
  most: number,
): Key | undefined => {
  if (keys.size <= most) return undefined
  const [oldest] = keys.keys()
  if (oldest !== undefined) keys.delete(oldest)
  return oldest
}

/**
 * Tells, once and on arrival, whether a request is a new call or a further attempt of one: by the name it carries, by the
 * retry count that SDKs send, else by its likeness to a call that failed not long ago.
 */
export class Calls {
  readonly #named = new Map<string, OpenCall>()
  /** Failed calls by fingerprint and key; the oldest failure comes first. */
  readonly #failed = new Map<string, Set<OpenCall>>()
  readonly #allFailed = new Set<OpenCall>()
  readonly #open = new Map<string, Set<OpenCall>>()
  readonly #ordinals = new Map<string, number>()
  #count = 0

  /** The attempt that this request is. `nowMs` is real time, monotonic. */
  arrive(call: Call, nowMs: number): Ticket {
    const name = call.selection.call
    const group = `${call.fingerprint} ${call.key ?? ''}`
    const retryCount = call.retryCount ?? 0
    const found = name === null ? this.#continued(group, retryCount, nowMs) : this.#named.get(name)
    const of = found ?? this.#begin(call.fingerprint, group, name)
    this.#forgetFailure(of)
    of.attempts += 1
    of.retryCount = retryCount
    of.failedAtMs = null
    if (name === null) addTo(this.#open, group, of)
    return { call: of.id, ordinal: of.ordinal, attempt: of.attempts, of }
  }

  /** Says how an attempt ended. Only a call's last attempt decides whether it goes on. */
  ended({ of, attempt }: Ticket, { failed, retryAfterMs }: Ending, nowMs: number): void {
    if (of === null || attempt !== of.attempts) return
    dropFrom(this.#open, of.group, of)
    if (!failed) return
    of.failedAtMs = nowMs
    of.continuesUntilMs = nowMs + Math.max(CONTINUES_FOR_MS, 2 * (retryAfterMs ?? 0))
    if (this.#named.get(of.id) === of) return
    addTo(this.#failed, of.group, of)
    this.#allFailed.add(of)
    const forgotten = bound(this.#allFailed, MAX_FAILED)
    if (forgotten) dropFrom(this.#failed, forgotten.group, forgotten)
  }

  #begin(fingerprint: string, group: string, name: string | null): OpenCall {
    const ordinal = (this.#ordinals.get(fingerprint) ?? 0) + 1
    this.#ordinals.set(fingerprint, ordinal)
    bound(this.#ordinals, MAX_FINGERPRINTS)
    this.#count += 1
    const begun = {
      id: name ?? `call-${this.#count}`,
      ordinal,
      group,
      attempts: 0,
      retryCount: 0,
      failedAtMs: null,
      continuesUntilMs: 0,
    }
    if (name !== null) {
      this.#named.set(name, begun)
      bound(this.#named, MAX_NAMED)
    }
    return begun
  }

  #continued(group: string, retryCount: number, nowMs: number): OpenCall | undefined {
    const failed = this.#failed.get(group)
    if (retryCount > 0)
      return (
        first(failed, of => of.retryCount === retryCount - 1) ??
        first(this.#open.get(group), of => of.retryCount === retryCount - 1)
      )
    return first(failed, of => nowMs <= of.continuesUntilMs)
  }

  #forgetFailure(of: OpenCall): void {
    if (of.failedAtMs === null) return
    dropFrom(this.#failed, of.group, of)
    this.#allFailed.delete(of)
  }
}

const first = (calls: ReadonlySet<OpenCall> | undefined, fits: (of: OpenCall) => boolean): OpenCall | undefined => {
  for (const of of calls ?? []) if (fits(of)) return of
  return undefined
}

const addTo = (groups: Map<string, Set<OpenCall>>, group: string, of: OpenCall): void => {
  const calls = groups.get(group)
  if (calls) calls.add(of)
  else groups.set(group, new Set([of]))
}

const dropFrom = (groups: Map<string, Set<OpenCall>>, group: string, of: OpenCall): void => {
  const calls = groups.get(group)
  calls?.delete(of)
  if (calls?.size === 0) groups.delete(group)
}
