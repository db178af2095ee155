import type { Scenario } from '../scenario/scenario.ts'
import type { Tally } from '../tally.ts'
import type { Origin } from './origin.ts'
import type { Room } from './room.ts'
import type { ScenarioHolder } from './scenario-holder.ts'

/** What a session begins with. */
export interface SessionOptions<Made = never> {
  readonly id: string
  readonly scenario: Scenario
  /** Whether the scenario was handed over with the session, so that no file of its name replaces it. */
  readonly ownScenario: boolean
  /** Null takes the scenario's. */
  readonly seed: number | null
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
  /** Idle for so long, it is forgotten. */
  readonly ttlMs: number
  /** Wall clock. */
  readonly nowMs: number
  readonly monotonicMs: number
  /** Without it, a request made it and nothing came before. */
  readonly origin?: Origin
  /** What all sessions together may keep; without it the session counts alone. */
  readonly room?: Room
  /** What its own files may take of that. */
  readonly fileBytes?: number
  /** What all sessions together remember. */
  readonly memory?: Tally
  /** Told when a batch may have something to do: it was made, or time jumped. */
  readonly onWork?: (session: Made) => void
  readonly holder?: ScenarioHolder
}
