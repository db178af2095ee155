import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock } from './clock.ts'

/** How often the monitor looks; a loop that is never late shows as this. */
const RESOLUTION_MS = 20
const WINDOW_MS = 10_000
/** A day of them. */
const MOST_WINDOWS = 8640

/** As much of a histogram of Node's as is read; in nanoseconds. */
export interface DelayMonitor {
  percentile(percent: number): number
  reset(): void
  enable(): unknown
  disable(): unknown
}

interface Window {
  readonly endedMs: number
  readonly p99Ms: number
}

/** How late the event loop of this process is: what a verdict must not hold against a client. Kept in windows of ten seconds. */
export class Lateness {
  readonly #clock: Clock
  readonly #monitor: DelayMonitor
  #windows: Window[] = []

  constructor(clock: Clock, monitor: DelayMonitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS })) {
    this.#clock = clock
    this.#monitor = monitor
  }

  /** Looks from now on, and begins a new window every ten seconds, until it is told to stop. */
  async watch(stopping: AbortSignal): Promise<void> {
    this.#monitor.enable()
    while (!stopping.aborted) {
      await this.#clock.sleep(WINDOW_MS, stopping)
      this.turn()
    }
    this.#monitor.disable()
  }

  /** Ends the window. */
  turn(): void {
    this.#windows.push({ endedMs: this.#clock.monotonic(), p99Ms: this.nowMs })
    if (this.#windows.length > MOST_WINDOWS) this.#windows = this.#windows.slice(-MOST_WINDOWS / 2)
    this.#monitor.reset()
  }

  /** The 99th percentile of the window that is open, in milliseconds. */
  get nowMs(): number {
    const seenMs = this.#monitor.percentile(99) / 1e6 - RESOLUTION_MS
    return Math.max(0, Math.round(seenMs * 10) / 10) || 0
  }

  /** The worst of the windows since then, the open one too. `sinceMs` is monotonic. */
  p99SinceMs(sinceMs: number): number {
    let worst = this.nowMs
    for (const { endedMs, p99Ms } of this.#windows) if (endedMs >= sinceMs) worst = Math.max(worst, p99Ms)
    return worst
  }
}
