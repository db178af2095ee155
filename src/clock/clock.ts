import { performance } from 'node:perf_hooks'
import * as timers from 'node:timers'
import { WakeQueue } from './wake-queue.ts'

// as they are when this is loaded: tests put timers and dates of their own in place of Node's, and must not stop a mock beside them
const { clearTimeout, setImmediate, setTimeout } = timers
const { now } = Date
const monotonic = performance.now.bind(performance)

/** A wait under way. */
export interface Nap {
  /** Resolves when it is over; never rejects. */
  readonly over: Promise<void>
  /** Ends it at once. */
  end(): void
}

/** Where time comes from. The real one and, for tests, one that is moved by hand. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number
  /** Never goes back, milliseconds with fractions since the process began. */
  monotonic(): number
  /** Waits `ms` milliseconds, with `Infinity` until it is ended; cheap where thousands wait at once. */
  nap(ms: number): Nap
  /** Resolves after `ms` milliseconds, or at once when the signal says so; never rejects. */
  sleep(ms: number, early?: AbortSignal): Promise<void>
}

const LONGEST_MS = 2 ** 31 - 1

/** A wait in a queue; `onChange` is called whenever the first in the queue may have changed. */
const napIn = (queue: WakeQueue, atMs: number, onChange: () => void): Nap => {
  let wake = (): void => {}
  const over = new Promise<void>(resolve => {
    wake = resolve
  })
  // an endless wait needs no timer
  if (atMs === Infinity) return { over, end: wake }
  const waiting = queue.add(atMs, wake)
  onChange()
  const end = (): void => {
    queue.remove(waiting)
    onChange()
    wake()
  }
  return { over, end }
}

const sleepOf = async ({ over, end }: Nap, early: AbortSignal | undefined): Promise<void> => {
  if (early?.aborted) end()
  early?.addEventListener('abort', end)
  await over
  early?.removeEventListener('abort', end)
}

/** All waits hang on one timer: with one each, thousands would be late, and each would cost more (docs/facts/node.md §6). */
const realClockOf = (holdsProcess: boolean): Clock => {
  const queue = new WakeQueue()
  let timer: NodeJS.Timeout | undefined
  let timerAtMs = Infinity

  const fire = (): void => {
    timerAtMs = Infinity
    const nowMs = monotonic()
    for (let due = queue.takeDue(nowMs); due; due = queue.takeDue(nowMs)) due.wake()
    setTimer()
  }

  // a timer that fires too early wakes nobody and is set again; an unused timer must not keep the process alive
  const setTimer = (): void => {
    const atMs = queue.first?.atMs ?? Infinity
    if (atMs >= timerAtMs && queue.size > 0) return
    clearTimeout(timer)
    timerAtMs = atMs
    if (queue.size === 0) return
    timer = setTimeout(fire, Math.min(LONGEST_MS, Math.ceil(atMs - monotonic())))
    if (!holdsProcess) timer.unref()
  }

  const clock: Clock = {
    now,
    monotonic,
    nap: ms => napIn(queue, monotonic() + ms, setTimer),
    sleep: (ms, early) => sleepOf(clock.nap(ms), early),
  }
  return clock
}

/** The machine's clock. */
export const realClock = realClockOf(true)

/** The same, for a server that must not keep its process alive: nor do those who wait by it. */
export const unrefClock = realClockOf(false)

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves time forward and wakes, in order, who slept until then. */
  advance(ms: number): Promise<void>
}

/** A fake clock for tests; it starts at a fixed moment. */
export const fakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let elapsed = 0
  const sleepers = new WakeQueue()
  const clock: FakeClock = {
    now: () => startMs + elapsed,
    monotonic: () => elapsed,
    nap: ms => napIn(sleepers, elapsed + ms, () => {}),
    sleep: (ms, early) => sleepOf(clock.nap(ms), early),
    advance: async ms => {
      const until = elapsed + ms
      for (let due = sleepers.takeDue(until); due; due = sleepers.takeDue(until)) {
        elapsed = Math.max(elapsed, due.atMs)
        due.wake()
        // long enough for what was woken to fall asleep again
        await new Promise(resolve => setImmediate(resolve))
      }
      elapsed = until
    },
  }
  return clock
}
