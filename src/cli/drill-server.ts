import { pino } from 'pino'
import { realClock } from '../clock/clock.ts'
import type { DrillServer } from '../drill/run-drill.ts'
import { readArguments } from '../flags.ts'
import { prepareValidation } from '../request/validate-body.ts'
import type { Library } from '../scenario/library.ts'
import { serveFlags, settingsFrom } from '../settings.ts'
import { scenarioFor, startServer } from '../start.ts'

/** How the sessions of a drill are set. */
export interface DrillSettings {
  readonly seed?: number
  readonly speed?: number
  readonly strict?: boolean
}

/** A server on a free port of 127.0.0.1 that only a drill knows of. */
export const openDrillServer = async (
  library: Library,
  { seed, speed, strict = false }: DrillSettings,
): Promise<DrillServer & { close(): Promise<void> }> => {
  const { said } = readArguments(['--port=0', '--no-watch', '--sessions=100'], serveFlags)
  const steady = scenarioFor(library, 'steady-state')
  // what was never compiled would count as the lateness of this server
  await prepareValidation()
  const server = await startServer(settingsFrom(said), library, steady, pino({ level: 'silent' }))
  let count = 0
  return {
    open: scenario => {
      // two files may have one name
      count += 1
      const session = `${count}-${scenario.name}`
      server.sessions.make({
        id: session,
        scenario,
        ownScenario: true,
        seed: seed ?? null,
        speed: speed ?? null,
        ttlMs: Number.POSITIVE_INFINITY,
      })
      return { baseUrl: `${server.url}/session/${session}`, session, controlUrl: `${server.url}/__mock` }
    },
    judge: (session, exitCode, lost) => judged(server, session, exitCode, strict, lost),
    close: server.stop,
  }
}

import { openJudge } from '../verdict/judge.ts'

const judged = async (server: any, id: string, exitCode: number, strict: boolean, lost: readonly string[]) => {
  await realClock.sleep(50)
  const session = server.sessions.get(id)
  const judge = openJudge({
    session: id,
    scenario: session.scenario.name,
    strict,
    speed: session.speed,
    contract: session.scenario.contract,
  })
  for (const { entry } of server.journal.entries(id)) judge.add(entry)
  return judge.close({ evicted: 0, lateMs: null, spoken: null, underWay: 0, declared: [], exitCode, lost })
}
