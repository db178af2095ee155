import { pino } from 'pino'
import { realClock } from '../clock/clock.ts'
import type { DrillServer } from '../drill/run-drill.ts'
import { readArguments } from '../flags.ts'
import { prepareValidation } from '../request/validate-body.ts'
import type { Library } from '../scenario/library.ts'
import { serveFlags, settingsFrom } from '../settings.ts'
import { type RunningServer, scenarioFor, startServer } from '../start.ts'

/** How the sessions of a drill are set. */
export interface DrillSettings {
  readonly seed?: number
  readonly speed?: number
  readonly strict?: boolean
}

const LONGEST_MS = 1000
const LOOK_MS = 10

const HELLO = JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] })
/** The first few requests are slow, and each is a little faster than the one before it. */
const HELLOS = 3

/**
 * Answers requests on a server that is thrown away. What runs for the first time in a process is slow, and the first attempt of
 * the first client would take the longer for it; so nothing of this is in any journal or session of the drill.
 */
const warmUp = async (open: () => Promise<RunningServer>): Promise<void> => {
  const server = await open()
  for (let i = 0; i < HELLOS; i += 1) {
    const answer = await fetch(`${server.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: HELLO,
    })
    await answer.text()
  }
  const session = server.sessions.get('default')
  if (session) await server.judge(session, false, { exitCode: 0, lost: [] })
  await server.stop()
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
  const open = (): Promise<RunningServer> => startServer(settingsFrom(said), library, steady, pino({ level: 'silent' }))
  await warmUp(open)
  const server = await open()
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
    judge: async (id, exitCode, lost) => {
      const session = server.sessions.get(id)
      if (!session) throw new Error(`the session ${id} of a drill is gone`)
      // what a client leaves open ends a moment after it
      const untilMs = realClock.monotonic() + LONGEST_MS
      while (session.underWay > 0 && realClock.monotonic() < untilMs) await realClock.sleep(LOOK_MS)
      return server.judge(session, strict, { exitCode, lost })
    },
    underWay: id => server.sessions.get(id)?.underWay ?? 0,
    close: server.stop,
  }
}
