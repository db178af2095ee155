import type { Attempt, Call } from '../call.ts'
import { Failures } from './failures.ts'
import { Recent } from './recent.ts'

/** How an attempt ended, as far as it matters for later attempts. */
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
  /** Fingerprint and key. */
  readonly group: string
  readonly isNamed: boolean
  attempts: number
  /** `x-stainless-retry-count` of the last attempt. */
  retryCount: number
  hasFailed: boolean
  continuesUntilMs: number
}

/** An attempt that is under way; handed back when it is over. `of` is null for a request that belongs to no call. */
export interface Ticket extends Attempt {
  readonly of: OpenCall | null
}

const CONTINUES_FOR_MS = 120_000
const MAX_FAILED = 10_000
const MAX_NAMED = 10_000
const MAX_FINGERPRINTS = 100_000
/** The ids that the mock gives to calls without a name. */
const OWN_ID = /^call-\d+$/

/**
 * Tells, once and on arrival, whether a request is a new call or a further attempt of one: by the name it carries, by the
 * retry count that SDKs send, else by its likeness to a call that failed not long ago.
 */
export class Calls {
  readonly #named = new Recent<string, OpenCall>(MAX_NAMED)
  readonly #ordinals = new Recent<string, number>(MAX_FINGERPRINTS)
  readonly #failures = new Failures<OpenCall>(MAX_FAILED)
  /** Calls whose last attempt is under way, by fingerprint and key. */
  readonly #open = new Map<string, Set<OpenCall>>()
  #count = 0

  /** The attempt that this request is. `nowMs` is real time, monotonic. */
  arrive(call: Call, nowMs: number): Ticket {
    const name = call.selection.call
    const group = `${call.fingerprint} ${call.key ?? ''}`
    const retryCount = call.retryCount ?? 0
    const found = name === null ? this.#continued(group, retryCount, nowMs) : this.#named.get(name)
    const of = found ?? this.#begin(call.fingerprint, group, name)
    if (of.hasFailed) this.#failures.delete(of)
    of.attempts += 1
    of.retryCount = retryCount
    of.hasFailed = false
    if (!of.isNamed) addTo(this.#open, of)
    return { call: of.id, ordinal: of.ordinal, attempt: of.attempts, of }
  }

  /** Says how an attempt ended. Only a call's last attempt decides whether it goes on. */
  ended({ of, attempt }: Ticket, { failed, retryAfterMs }: Ending, nowMs: number): void {
    if (of === null || attempt !== of.attempts || of.isNamed) return
    dropFrom(this.#open, of)
    if (!failed) return
    of.hasFailed = true
    of.continuesUntilMs = nowMs + Math.max(CONTINUES_FOR_MS, 2 * (retryAfterMs ?? 0))
    this.#failures.add(of)
  }

  #begin(fingerprint: string, group: string, name: string | null): OpenCall {
    const ordinal = (this.#ordinals.get(fingerprint) ?? 0) + 1
    this.#ordinals.set(fingerprint, ordinal)
    const begun: OpenCall = {
      id: name === null ? this.#ownId() : idOf(name),
      ordinal,
      group,
      isNamed: name !== null,
      attempts: 0,
      retryCount: 0,
      hasFailed: false,
      continuesUntilMs: 0,
    }
    if (name !== null) this.#named.set(name, begun)
    return begun
  }

  #ownId(): string {
    this.#count += 1
    return `call-${this.#count}`
  }

  #continued(group: string, retryCount: number, nowMs: number): OpenCall | undefined {
    if (retryCount === 0) return this.#failures.current(group, nowMs)
    return this.#failures.counted(group, retryCount - 1, nowMs) ?? openWith(this.#open.get(group), retryCount - 1)
  }
}

/** The id of a named call, never equal to one that the mock gives. */
const idOf = (name: string): string => (OWN_ID.test(name) ? `named-${name}` : name)

const openWith = (calls: ReadonlySet<OpenCall> | undefined, retryCount: number): OpenCall | undefined => {
  for (const of of calls ?? []) if (of.retryCount === retryCount) return of
  return undefined
}

const addTo = (groups: Map<string, Set<OpenCall>>, of: OpenCall): void => {
  const calls = groups.get(of.group)
  if (calls) calls.add(of)
  else groups.set(of.group, new Set([of]))
}

const dropFrom = (groups: Map<string, Set<OpenCall>>, of: OpenCall): void => {
  const calls = groups.get(of.group)
  calls?.delete(of)
  if (calls?.size === 0) groups.delete(of.group)
}
