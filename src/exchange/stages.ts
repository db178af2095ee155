import type { Logger } from 'pino'
import { answerBug, type Bug, logBug, type Stage } from './bug.ts'
import type { Way } from './way.ts'

/** Goes through the stages of ways. What throws there is a bug of ours: it is logged, and known to the way. */
export interface Stages {
  /** A stage of those that are still on their way, one after the other. Where one fails, its request gets to know. */
  each(ways: readonly Way[], stage: (way: Way) => void): void
  /** Tells the client of a request that the stage in which it is has failed. */
  failed(way: Way, error: unknown): Promise<void>
  /** What comes of a stage behind the answer; undefined where it failed. */
  tried<T>(way: Way, stage: Stage, act: () => T): T | undefined
}

export const stages = (log: Logger, headersOf: (way: Way) => readonly string[]): Stages => {
  const found = (way: Way, stage: Stage, error: unknown): Bug => {
    const bug = { stage, error }
    way.bugs.push(bug)
    logBug(log, { entry: way.fresh.requestId, key: way.call.key }, bug)
    return bug
  }

  const failed = async (way: Way, error: unknown): Promise<void> =>
    answerBug(found(way, way.stage, error), way.fresh.requestId, headersOf(way), way.wire)

  const each = (ways: readonly Way[], stage: (way: Way) => void): void => {
    for (const way of ways) {
      if (way.waiting !== null) continue
      try {
        stage(way)
      } catch (error) {
        way.waiting = failed(way, error)
      }
    }
  }

  const tried = <T>(way: Way, stage: Stage, act: () => T): T | undefined => {
    try {
      return act()
    } catch (error) {
      found(way, stage, error)
      return undefined
    }
  }

  return { each, failed, tried }
}
