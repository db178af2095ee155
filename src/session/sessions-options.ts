import type { Clock } from '../clock/clock.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Scenarios } from './refresh.ts'
import type { ScenarioHolder } from './scenario-holder.ts'
import type { Session } from './session.ts'

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
  /** Takes what whoever runs the server should know: that sessions are evicted, that gone ones are asked for. */
  readonly warn?: (message: string) => void
  /** Told which scenarios sessions run. */
  readonly holder?: ScenarioHolder
}
