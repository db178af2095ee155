import { median } from './statistics.ts'

const MOST = 200_000

/** From when to when requests were open: how many at once. Bounded; beyond that the first ones count. */
export class Spans {
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  #isWhole = true

  add(startedMs: number, endedMs: number): void {
    if (this.#starts.length >= MOST) this.#isWhole = false
    else {
      this.#starts.push(startedMs)
      this.#ends.push(endedMs)
    }
  }

  /** Whether all requests are among them. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** The most that were open at once, of those that came from one time up to, not including, another, had each been open for at least so long. */
  peak(fromMs = 0, toMs = Number.POSITIVE_INFINITY, leastMs = 0): number {
    const within = (_: number, i: number): boolean => {
      const at = this.#starts[i] ?? 0
      return at >= fromMs && at < toMs
    }
    const starts = this.#starts.filter(within).sort((a, b) => a - b)
    const ends = this.#ends
      .map((end, i) => Math.max(end, (this.#starts[i] ?? 0) + leastMs))
      .filter(within)
      .sort((a, b) => a - b)
    let [open, most, ended] = [0, 0, 0]
    for (const start of starts) {
      // what ends just when another begins is not open with it
      while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= start) {
        ended += 1
        open -= 1
      }
      open += 1
      most = Math.max(most, open)
    }
    return most
  }

  /** How many came in that time. */
  count(fromMs: number, toMs: number): number {
    return this.#starts.filter(at => at >= fromMs && at < toMs).length
  }

  /** For how long those were open that came before a time, in the median; 0 for none. */
  usualMs(beforeMs: number): number {
    const lasted = this.#ends.flatMap((end, i) => {
      const start = this.#starts[i] ?? 0
      return start < beforeMs ? [end - start] : []
    })
    return lasted.length === 0 ? 0 : median(lasted)
  }
}
