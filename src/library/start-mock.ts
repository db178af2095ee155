import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { isLoopback, settingsFrom } from '../settings.ts'
import { openLibrary, scenarioFor, startServer } from '../start.ts'
import { controlOf } from './control.ts'
import type { Mock, SessionOptions } from './mock.ts'
import { mockOf, sessionOptions } from './mock-of.ts'
import { checkOptions, type OptionTable, text, textOrTexts, wholeNumber, yesOrNo } from './options.ts'

/** What a mock is started with; everything optional. A scenario may be the path of a file too. Default `steady-state`. */
export interface MockOptions extends SessionOptions {
  /** Default: a free one. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string
  /** Folders of scenarios, to be chosen by name beside the shipped ones. */
  readonly scenarios?: string | readonly string[]
  /** Speaks HTTPS, by a certificate that is made for it; its CA is `ca`. Default: plain HTTP. */
  readonly tls?: boolean
  /** Does not keep the process alive, also if it is never closed. Default true. */
  readonly unref?: boolean
}

const mockOptions: OptionTable = {
  ...sessionOptions,
  port: wholeNumber(0, 65_535),
  host: text,
  scenarios: textOrTexts,
  tls: yesOrNo,
  unref: yesOrNo,
}

const wording = { say: (setting: string, value: string) => `${setting}: ${value}` }

const stated = <Value>(name: string, value: Value | undefined) => (value === undefined ? {} : { [name]: value })

/**
 * Starts a mock in this process. Throws `ScenarioError` if the scenario is invalid (with the path in an object, else with file,
 * line and column), `UsageError` for a wrong option, a scenario that there is not, or a port that is in use.
 */
export const startMock = async (options: MockOptions = {}): Promise<Mock> => {
  checkOptions('startMock', options, mockOptions, "{ scenario: 'rate-limited' }")
  const { scenario = 'steady-state', seed, speed, port = 0, host = '127.0.0.1', tls = false, unref = true } = options
  const folders = [options.scenarios ?? []].flat()
  const library = openLibrary(folders)
  const chosen = typeof scenario === 'string' ? scenarioFor(library, scenario) : library.addInline('inline', scenario)
  // on an address that others reach, the control API is for whoever has this
  const token = isLoopback(host) ? null : randomBytes(16).toString('hex')
  const said = { port, host, scenarios: folders, watch: false }
  const settings = {
    ...settingsFrom({ ...said, ...stated('seed', seed), ...stated('speed', speed) }),
    controlToken: token,
    tls: tls ? ({ unwritten: true } as const) : null,
  }
  const server = await startServer(settings, library, chosen, pino({ level: 'silent' }), { unref, wording })
  const control = controlOf({ url: server.url, token, ca: server.certificate?.ca ?? null })
  // it is loaded when it is first asked: that must not wait for timers that a test may fake by then
  await control.ask('GET /health', {})
  return mockOf(control, server.stop)
}
