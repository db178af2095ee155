import { hasFailed } from './attempt.ts'
import type { CallRecord } from './call-record.ts'
import type { Attempt, Costs } from './verdict.ts'

const round = (number: number, digits: number): number => Number(number.toFixed(digits))

/** What was delivered and thrown away: a chunk of a stream counts as a token, as in `pace`. */
const wastedIn = ({ attempts, last }: CallRecord): number =>
  attempts.reduce((sum, attempt: Attempt) => {
    const isUsed = attempt === last && !hasFailed(attempt)
    return sum + (attempt.stream && !isUsed ? attempt.chunks : 0)
  }, 0)

/** Adds up what the resilience of a client costs. */
export class CostSum {
  #calls = 0
  #attempts = 0
  #wasted = 0
  #addedMs = 0
  #recovered = 0
  #failedFirst = 0
  #longestMs: number | null = null

  call(call: CallRecord): void {
    this.#calls += 1
    this.#attempts += call.count
    this.#wasted += wastedIn(call)
    if (!hasFailed(call.first)) return
    this.#failedFirst += 1
    if (call.count > 1) this.#addedMs += Math.max(0, call.last.startedMs - call.first.startedMs)
    if (hasFailed(call.last)) return
    this.#recovered += 1
    this.#longestMs = Math.max(this.#longestMs ?? 0, call.last.endedMs - call.first.endedMs)
  }

  get calls(): number {
    return this.#calls
  }

  get wasted(): number {
    return this.#wasted
  }

  sum(): Costs {
    const calls = Math.max(1, this.#calls)
    return {
      attemptsPerCall: round(this.#attempts / calls, 3),
      extraLoadPercent: round(((this.#attempts - this.#calls) / calls) * 100, 1),
      tokensWasted: this.#wasted,
      timeAddedMs: Math.round(this.#addedMs),
      timeToRecoverMs: this.#longestMs === null ? null : Math.round(this.#longestMs),
      recovered: this.#recovered,
      failedFirst: this.#failedFirst,
    }
  }
}
