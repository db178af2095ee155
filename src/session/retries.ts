import type { Tally } from '../tally.ts'
import { Recent } from './recent.ts'

/** Timers, networks and busy machines: an SDK comes so much later than it wants to. */
const LATE_MS = 400
/** One that is known to try more often comes, however busy the machine is. */
const VERY_LATE_MS = 5000

/** What one takes in memory, beside its letters. */
const GROUP_BYTES = 230

/** Of each fingerprint and key, how often SDKs were seen to try again by themselves. */
export class Retries {
  readonly #most: Recent<string, number>

  constructor(most: number, tally?: Tally) {
    this.#most = new Recent(most, tally, group => GROUP_BYTES + 2 * group.length)
  }

  clear(): void {
    this.#most.clear()
  }

  /** An SDK sent this retry count, above 0. */
  seen(group: string, retryCount: number): void {
    if (retryCount > (this.#most.get(group) ?? 0)) this.#most.set(group, retryCount)
  }

  /**
   * How long the next try of an SDK is waited for beyond its time, in milliseconds: at all only where one was seen to try
   * again, or where equal calls come at once (`together`), so that a mistake would go from one to the next.
   */
  lateMs(group: string, retryCount: number | null, together: boolean): number {
    const most = this.#most.get(group)
    if (most === undefined) return together ? LATE_MS : 0
    return (retryCount ?? 0) < most ? VERY_LATE_MS : LATE_MS
  }
}
