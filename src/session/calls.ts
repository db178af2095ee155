import type { Call } from '../call.ts'
import { Tally } from '../tally.ts'
import { callId } from './call-id.ts'
import {
  type Arrival,
  continuesUntilMs,
  earlyByMs,
  isDue,
  isRecent,
  type LastFailure,
  mayFollow,
  type Next,
  traceIdOf,
} from './consequence.ts'
import type { Ending } from './ending.ts'
import { Failures } from './failures.ts'
import { firstOf } from './first-of.ts'
import { groupOf } from './group-of.ts'
import { oldestDue } from './oldest-due.ts'
import { type FailedCall, isFailed, type OpenCall } from './open-call.ts'
import { Ordinals } from './ordinals.ts'
import { Recent } from './recent.ts'
import { Retries } from './retries.ts'
import type { Ticket } from './ticket.ts'
import { UnderWay } from './under-way.ts'

const [MAX_FAILED, MAX_NAMED, MAX_FINGERPRINTS] = [10_000, 10_000, 100_000]
/** What a call takes in memory, beside its letters. */
const CALL_BYTES = 500

/**
 * Tells, once and on arrival, whether a request is a new call or a further attempt of one: by the name it carries, by the
 * retry count that SDKs send, else by its likeness to a call that failed not long ago. The rules: docs/design.md, "Calls and attempts".
 */
export class Calls {
  readonly #named: Recent<string, OpenCall>
  readonly #ordinals: Ordinals
  readonly #failures: Failures<FailedCall>
  /** Failures that nobody should ask again after. */
  readonly #refusals: Failures<FailedCall>
  /** The call of each fingerprint and key that failed last. */
  readonly #latest: Recent<string, OpenCall>
  readonly #retries: Retries
  /** Calls whose last attempt is under way. */
  readonly #open = new UnderWay<OpenCall>()
  #count = 0
  #underWay = 0

  /** What is remembered takes so many bytes, which are counted in the tally. */
  constructor(tally = new Tally()) {
    this.#named = new Recent(MAX_NAMED, tally, name => CALL_BYTES + 2 * name.length)
    this.#ordinals = new Ordinals(MAX_FINGERPRINTS, tally)
    this.#failures = new Failures(MAX_FAILED, tally)
    this.#refusals = new Failures(MAX_FAILED, tally)
    this.#latest = new Recent(MAX_FAILED, tally, group => CALL_BYTES + 2 * group.length)
    this.#retries = new Retries(MAX_FAILED, tally)
  }

  /** How many attempts have not ended. */
  get underWay(): number {
    return this.#underWay
  }

  /** Forgets all but what is under way: a request that comes again is a new call. */
  forget(): void {
    for (const part of [this.#failures, this.#refusals, this.#retries, this.#named, this.#ordinals, this.#latest])
      part.clear()
  }

  /** The attempt that this request is. */
  arrive(call: Call, { startedMs, openedMs }: Arrival): Ticket {
    const { retryCount, fingerprint, selection } = call
    const name = selection.call
    const group = groupOf(fingerprint, call.key)
    const next: Next = { startedMs, openedMs, traceId: traceIdOf(call.headers.traceparent) }
    const found = name === null ? this.#continued(group, retryCount, next) : this.#named.get(name)
    if (!found && name === null && retryCount === 0) this.#leaveBehind(group, next)
    const of = found ?? this.#begin(fingerprint, group, name, next)
    const early = isFailed(of) ? earlyByMs(next, of.failure) : 0
    if (isFailed(of)) this.#storeOf(of).delete(of)
    of.attempts += 1
    of.retryCount = retryCount
    of.traceId = next.traceId
    of.failure = null
    if (!of.isNamed) this.#open.add(of)
    const certainty = name !== null || (retryCount ?? 0) > 0 ? 'certain' : 'inferred'
    const follows = of.attempts === 1 ? of.follows : null
    this.#underWay += 1
    const { id, ordinal, attempts } = of
    return { call: id, ordinal, attempt: attempts, earlyByMs: early, certainty, follows, of, countedBy: this }
  }

  /** Says how an attempt ended. Only a call's last attempt decides whether it goes on. */
  ended(ticket: Ticket, ending: Ending, atMs: number): void {
    const { of, attempt } = ticket
    // one that came before a reset is not counted here
    if (ticket.countedBy === this) this.#underWay -= 1
    ticket.countedBy = null
    if (of === null || attempt !== of.attempts || of.failure !== null) return
    if (!of.isNamed) this.#open.delete(of)
    if (!ending.failed) return
    const { leftByClient, asksAgain, waitMs, told } = ending
    const { retryCount, traceId } = of
    of.failure = { leftByClient, asksAgain, waitMs, told, atMs, retryCount, traceId, wasLeftBehind: false }
    of.continuesUntilMs = continuesUntilMs(of.failure)
    this.#latest.set(of.group, of)
    // nothing but its name continues a named call
    if (isFailed(of) && !of.isNamed) this.#storeOf(of).add(of)
  }

  #begin(fingerprint: string, group: string, name: string | null, next: Next): OpenCall {
    const ordinal = this.#ordinals.next(fingerprint)
    const begun: OpenCall = {
      id: name === null ? this.#ownId() : callId(name),
      ordinal,
      group,
      isNamed: name !== null,
      follows: this.#followed(group, next),
      attempts: 0,
      retryCount: null,
      traceId: null,
      failure: null,
      continuesUntilMs: 0,
    }
    if (name !== null) this.#named.set(name, begun)
    return begun
  }

  /** Tests of a suite ask the same one after the other; what was not tried again may be of a loop around an SDK that does not retry. */
  #leaveBehind(group: string, next: Next): void {
    const latest = this.#latest.get(group)
    if (!latest?.failure?.retryCount || this.#open.has(group) || !mayFollow(next, latest.failure)) return
    latest.failure = { ...latest.failure, wasLeftBehind: true }
  }

  #storeOf({ failure: { asksAgain } }: FailedCall): Failures<FailedCall> {
    return asksAgain === 'never' ? this.#refusals : this.#failures
  }

  #ownId(): string {
    this.#count += 1
    return `call-${this.#count}`
  }

  #continued(group: string, retryCount: number | null, next: Next): OpenCall | undefined {
    if (retryCount !== null && retryCount > 0) {
      this.#retries.seen(group, retryCount)
      return this.#counted(group, retryCount - 1, next)
    }
    const failures = this.#failures.fresh(group, next.startedMs)
    const [, second] = failures
    const together = this.#open.has(group) || second !== undefined
    const isNext = (failure: LastFailure): boolean =>
      isDue(next, failure, this.#retries.lateMs(group, failure.retryCount, together))
    return retryCount === null ? this.#plain(group, failures, next, isNext) : firstOf(failures, next, isNext)
  }

  /** The call that failed first, whether or not asking again could help; where an SDK counts, its own next try comes first. */
  #plain(
    group: string,
    failures: Iterable<FailedCall>,
    next: Next,
    isNext: (failure: LastFailure) => boolean,
  ): OpenCall | undefined {
    const isFree = (failure: LastFailure): boolean => failure.retryCount === null || isNext(failure)
    const failed = firstOf(failures, next, isFree)
    const refused = firstOf(this.#refusals.fresh(group, next.startedMs), next)
    return failed && refused && refused.failure.atMs < failed.failure.atMs ? refused : (failed ?? refused)
  }

  /** The call whose last attempt carried this retry count: of failures that are fresh, else one under way, else one that is stale. */
  #counted(group: string, retryCount: number, { startedMs }: Next): OpenCall | undefined {
    return (
      oldestDue(this.#failures.counted(group, retryCount, startedMs), startedMs) ??
      oldestDue(this.#refusals.counted(group, retryCount, startedMs), startedMs) ??
      this.#open.counted(group, retryCount) ??
      this.#failures.stale(group, retryCount, startedMs) ??
      this.#refusals.stale(group, retryCount, startedMs)
    )
  }

  /** The id of the latest failure of an equal call, if a new call may have been made because of it. */
  #followed(group: string, next: Next): string | null {
    const latest = this.#latest.get(group)
    return latest?.failure && isRecent(next, latest.failure) && mayFollow(next, latest.failure) ? latest.id : null
  }
}
