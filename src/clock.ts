/** Where time comes from. The real one and, for tests, one that is moved by hand. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number
  /** Never goes back, milliseconds with fractions since the process began. */
  monotonic(): number
  /** Resolves after `ms` milliseconds, or at once when the signal says so; never rejects. */
  sleep(ms: number, early?: AbortSignal): Promise<void>
}

const LONGEST_MS = 2 ** 31 - 1

/** The machine's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, early) =>
    new Promise(resolve => {
      if (early?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        early?.removeEventListener('abort', done)
        resolve()
      }
      // a timer takes 2³¹ − 1 ms at most; nobody waits longer than that
      const timer = setTimeout(done, Math.min(ms, LONGEST_MS))
      early?.addEventListener('abort', done)
    }),
}

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves time forward and wakes, in order, who slept until then. */
  advance(ms: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** A fake clock for tests; it starts at a fixed moment. */
export const fakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let elapsed = 0
  const sleepers = new Set<Sleeper>()
  return {
    now: () => startMs + elapsed,
    monotonic: () => elapsed,
    sleep: (ms, early) =>
      new Promise(resolve => {
        const sleeper = { at: elapsed + ms, wake: resolve }
        if (early?.aborted) return resolve()
        sleepers.add(sleeper)
        early?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          resolve()
        })
      }),
    advance: async ms => {
      const until = elapsed + ms
      for (;;) {
        const due = [...sleepers].filter(sleeper => sleeper.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        sleepers.delete(due)
        elapsed = Math.max(elapsed, due.at)
        due.wake()
        await Promise.resolve()
      }
      elapsed = until
    },
  }
}
