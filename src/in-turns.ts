import { turnOfTheLoop } from './turn-of-the-loop.ts'

/** Does a work to its end, and lets others have their turn after each of its steps. Rejects with what it throws. */
export const inTurns = async <Result>(work: Generator<void, Result>): Promise<Result> => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await turnOfTheLoop()
  }
}

/** Does a work of steps to its end, without a rest. Throws what it throws. */
export const atOnce = <Result>(work: Generator<void, Result>): Result => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
