import type { ClientTarget } from '../client-variables.ts'
import type { Clock } from '../clock/clock.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { Drilled } from './drilled.ts'
import { lostWith, shellCode } from './exit.ts'
import { repointed } from './repointed.ts'
import { type ClientOrder, runClient } from './run-client.ts'
import { sideBySide } from './side-by-side.ts'

/** The server that a drill has for itself. */
export interface DrillServer {
  /** Makes a session that runs a scenario. */
  open(scenario: Scenario): ClientTarget
  /** Says what the journal of a session shows. `exitCode` is what the client declares for the whole run; `none` where it had to be ended. */
  judge(session: string, exitCode: number | 'none', lost: readonly string[]): Promise<Verdict>
  /** How many requests of a session are still being answered. */
  underWay(session: string): number
}

/** What is to be done. */
export interface DrillOrder {
  readonly scenarios: readonly Scenario[]
  readonly command: ClientOrder['command']
  readonly environment: NodeJS.ProcessEnv
  readonly timeoutMs: number
  /** How many clients run at once. */
  readonly jobs: number
  readonly clock: Clock
  readonly interrupted: AbortSignal
  /** Told when a scenario is judged. */
  readonly onDone: (drilled: Drilled) => void
}

/** Runs the client in one scenario, and judges it; null where the drill was ended before it had asked anything. */
const drill = async (scenario: Scenario, server: DrillServer, order: DrillOrder): Promise<Drilled | null> => {
  const target = server.open(scenario)
  const client = await runClient({ ...order, environment: repointed(order.environment, target) })
  const verdict = await server.judge(target.session, shellCode(client), lostWith(client))
  if (client.how === 'interrupted' && verdict.counts.entries === 0) return null
  const drilled = { scenario: scenario.name, about: scenario.about, client, verdict }
  order.onDone(drilled)
  return drilled
}

/**
 * Runs a client through scenarios, each in a session of its own. Gives what is judged, in the order of the scenarios; null for
 * what had asked nothing when the drill was ended. Rejects with `UsageError` where the client can't be started.
 */
export const runDrill = (server: DrillServer, order: DrillOrder): Promise<readonly (Drilled | null)[]> =>
  sideBySide(order.scenarios, order.jobs, order.interrupted, (scenario, interrupted) =>
    drill(scenario, server, { ...order, interrupted }),
  )
