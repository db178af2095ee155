import { type Clock, fakeClock, type Nap } from '#src/clock/clock'

/** A clock that stands still, and goes to where somebody waits for it. */
export interface SteppedClock extends Clock {
  /** Whether somebody waits for a moment, or for no end, or nobody does. */
  readonly awaited: 'moment' | 'never' | null
  /** Goes on to the moment that comes next. */
  step(): Promise<void>
  advance(ms: number): Promise<void>
}

export const steppedClock = (): SteppedClock => {
  const clock = fakeClock()
  const moments = new Set<{ readonly atMs: number }>()
  const noted = (ms: number, nap: Nap): Nap => {
    const moment = { atMs: clock.monotonic() + ms }
    moments.add(moment)
    nap.over.then(() => moments.delete(moment))
    return nap
  }
  const nap = (ms: number): Nap => noted(ms, clock.nap(ms))
  const next = () => Math.min(...[...moments].map(({ atMs }) => atMs))
  return {
    ...clock,
    // as the machine's: it is read to the millisecond
    now: () => Math.floor(clock.now()),
    nap,
    sleep: async (ms, early) => {
      const { over, end } = nap(ms)
      if (early?.aborted) end()
      early?.addEventListener('abort', end)
      await over
    },
    get awaited() {
      if (moments.size === 0) return null
      return next() === Number.POSITIVE_INFINITY ? 'never' : 'moment'
    },
    step: () => clock.advance(Math.max(0, next() - clock.monotonic())),
  }
}
