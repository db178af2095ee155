const QUIET_MS = 60_000

/** Tells of what may come thousands of times at once: the first time, and then at most once a minute. */
export class Burst {
  #toldAtMs = Number.NEGATIVE_INFINITY

  /** Whether it should be told now, at this monotonic time in milliseconds; then it is as good as told. */
  isNews(nowMs: number): boolean {
    if (nowMs - this.#toldAtMs < QUIET_MS) return false
    this.#toldAtMs = nowMs
    return true
  }
}
