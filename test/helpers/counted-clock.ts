import type { Clock } from '#src/clock/clock'

/** A clock that says how many wait for it. */
export type Counted<Kind extends Clock> = Kind & {
  /** How many waits are under way, those without an end included. */
  readonly waits: number
  /** How many of them have no end. */
  readonly endless: number
}

/** Counts who waits for a clock: whoever shall have come to its wait need not be given time for it. */
export const countedClock = <Kind extends Clock>(clock: Kind): Counted<Kind> => {
  const under = { waits: 0, endless: 0 }
  const counted = <Over extends Promise<void>>(ms: number, over: Over): Over => {
    const one = ms === Infinity ? 1 : 0
    under.waits += 1
    under.endless += one
    over.then(() => {
      under.waits -= 1
      under.endless -= one
    })
    return over
  }
  return {
    ...clock,
    nap: ms => {
      const nap = clock.nap(ms)
      counted(ms, nap.over)
      return nap
    },
    sleep: (ms, early) => counted(ms, clock.sleep(ms, early)),
    get waits() {
      return under.waits
    },
    get endless() {
      return under.endless
    },
  }
}
