import type { Clock } from '../clock/clock.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ScenarioHolder } from './scenario-holder.ts'
import type { Session } from './session.ts'

/** Where sessions find scenarios by name. */
interface Scenarios {
  get(name: string): Scenario | undefined
  /** The last version of a scenario whose file is deleted; undefined for every other. */
  departed(name: string): Scenario | undefined
  /** What is wrong with the last edit of a scenario, in one line; null where nothing is. */
  lastDiagnosticOf(name: string): string | null
  /** The sentence that answers an unknown name. */
  unknown(name: string): string
}

export interface SessionsOptions {
  readonly scenarios: Scenarios
  /** The server's own. */
  readonly scenario: Scenario
  readonly seed: number | null
  readonly speed: number
  readonly clock: Clock
  /** How many there may be at once; the least recently used goes first. */
  readonly most: number
  /** What all together may remember: where it is more, the least recently used forget, or go. */
  readonly mostBytes: number
  /** What their files may take together; those of one session, a quarter of it. */
  readonly fileBytes: number
  /** Idle for so long, a session is gone. */
  readonly ttlMs: number
  /** Told of every session that is gone, so that nothing of it stays behind. */
  readonly onGone: (id: string) => void
  /** Told when a batch of a session may have something to do. */
  readonly onWork?: (session: Session) => void
  /** Told which scenarios sessions run. */
  readonly holder?: ScenarioHolder
}
