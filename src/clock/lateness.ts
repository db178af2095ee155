import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock } from './clock.ts'

/** How often the monitor looks; a loop that is never late shows as this. */
const RESOLUTION_MS = 20
const WINDOW_MS = 10_000
/** A day of them. */
const MOST_WINDOWS = 8640

/** As much of a histogram of Node's as is read; in nanoseconds. */
export interface DelayMonitor {
  readonly max: number
  percentile(percent: number): number
  reset(): void
  enable(): unknown
  disable(): unknown
}

/** How late the loop came, in milliseconds: but for one look in a hundred not later than the first, and once as late as the second. */
export interface Late {
  readonly p99Ms: number
  readonly maxMs: number
}

interface Window extends Late {
  readonly endedMs: number
}

/** What was seen, less what is seen of a loop that is on time; 0 where nothing was looked at. */
const lateMsOf = (seen: number): number => Math.max(0, Math.round((seen / 1e6 - RESOLUTION_MS) * 10) / 10) || 0

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
    this.#windows.push({ endedMs: this.#clock.monotonic(), ...this.#open })
    if (this.#windows.length > MOST_WINDOWS) this.#windows = this.#windows.slice(-MOST_WINDOWS / 2)
    this.#monitor.reset()
  }

  get #open(): Late {
    return { p99Ms: lateMsOf(this.#monitor.percentile(99)), maxMs: lateMsOf(this.#monitor.max) }
  }

  /** Of the window that is open, which may have just begun, and of the one before it. */
  get recent(): Late {
    return this.since(this.#windows.at(-1)?.endedMs ?? 0)
  }

  /** The worst of the windows since then, the open one too. `sinceMs` is monotonic. */
  since(sinceMs: number): Late {
    let { p99Ms, maxMs } = this.#open
    for (let i = this.#windows.length - 1; i >= 0; i -= 1) {
      const window = this.#windows[i]
      if (window === undefined || window.endedMs < sinceMs) break
      p99Ms = Math.max(p99Ms, window.p99Ms)
      maxMs = Math.max(maxMs, window.maxMs)
    }
    return { p99Ms, maxMs }
  }
}
