import type { AddressInfo } from 'node:net'
import { type Logger, pino } from 'pino'
import { type Clock, type FakeClock, fakeClock } from '#src/clock/clock'
import { soundLog } from '#src/log/log-state'
import { Library } from '#src/scenario/library'
import { type BuiltServer, buildServer } from '#src/server'
import { settingsFrom } from '#src/settings'
import { scenarioFor } from '#src/start'
import type { Certificate } from '#src/tls/certificate'
import { type Answered, ask } from './ask.ts'
import { type Counted, countedClock } from './counted-clock.ts'
import { chatBody, type Teardown } from './mock.ts'
import { until } from './until.ts'
import { type Watched, watching } from './watching.ts'

/** A server with a clock of the test's own. */
export interface ClockedServer extends BuiltServer, Watched {
  readonly url: string
  readonly library: Library
}

/** A server whose time stands still until it is told to go on. */
export interface FrozenMock extends ClockedServer {
  readonly clock: Counted<FakeClock>
  /** Resolves once so many of its waits are under way. */
  waiting(many?: number): Promise<unknown>
  /** Posts a chat completion; of a body that is no text, what is said replaces the usual. */
  chat(body?: object, headers?: Readonly<Record<string, string>>, base?: string): Promise<Answered>
  control(method: string, path: string, body?: object): Promise<Answered>
}

/** Starts a server under a clock, with a scenario by name or as a value. */
export const startUnder = async (
  t: Teardown,
  clock: Clock,
  scenario: string | object,
  speed = 1,
  log = pino({ level: 'silent' }),
  certificate: Certificate | null = null,
): Promise<ClockedServer> => {
  const library = new Library()
  const server = buildServer({
    settings: { ...settingsFrom({ port: 0 }), speed },
    library,
    scenario:
      typeof scenario === 'string'
        ? scenarioFor(library, scenario)
        : library.addInline('inline', { about: 'A test.', ...scenario }),
    clock,
    log,
    logState: soundLog,
    certificate,
  })
  const watched = watching(server)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => server.stop())
  const url = `http${certificate ? 's' : ''}://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  return { ...server, ...watched, library, url }
}

/** Starts one whose time stands still. */
export const startFrozen = async (
  t: Teardown,
  scenario: string | object,
  speed = 1,
  log?: Logger,
): Promise<FrozenMock> => {
  const clock = countedClock(fakeClock())
  const server = await startUnder(t, clock, scenario, speed, log)
  t.teardown(async () => {
    const stopped = server.stop()
    // nothing may wait for time that does not pass
    await clock.advance(60_000)
    await stopped
  })
  const { url } = server
  const json = { 'content-type': 'application/json' }
  const post = (path: string, headers: Readonly<Record<string, string>>, body: object) =>
    ask('POST', url + path, { headers: { ...json, ...headers }, body: JSON.stringify(body) })
  return {
    ...server,
    clock,
    waiting: (many = 1) =>
      until(
        () => clock.waits,
        waits => waits === many,
      ),
    chat: (body = {}, headers = {}, base = '') =>
      post(`${base}/openai/v1/chat/completions`, { authorization: 'Bearer gsk_a', ...headers }, chatBody(body)),
    control: (method, path, body) =>
      ask(method, `${url}/__mock${path}`, body ? { headers: json, body: JSON.stringify(body) } : {}),
  }
}
