import * as timers from 'node:timers'

// as it is when this is loaded: tests put timers of their own in place of Node's
const { setImmediate } = timers

/** Calls back in the next turn of the event loop. */
export const nextTurn = (then: () => void): void => {
  setImmediate(then)
}

/** Resolves in the next turn of the event loop. */
export const turnOfTheLoop = (): Promise<void> => new Promise(nextTurn)
