import { pino } from 'pino'
import { readArguments } from './flags.ts'
import { Library } from './scenario/library.ts'
import { serveFlags, settingsFrom } from './settings.ts'
import { scenarioFor, startServer } from './start.ts'

export { type Diagnostic, ScenarioError } from './scenario/diagnostic.ts'
export { UsageError } from './usage-error.ts'

/** What a mock is started with; everything optional. */
export interface MockOptions {
  /** The name of a scenario, the path of a file, or a scenario as a value, with the keys that YAML has. Default `steady-state`. */
  readonly scenario?: string | object
  /** Same seed, same requests, same answers. Default: the scenario's. */
  readonly seed?: number
  /** Default: a free one. */
  readonly port?: number
  /** Speaks HTTPS, by a certificate that is made for it; its CA is `ca`. Default: plain HTTP. */
  readonly tls?: boolean
}

/** A running mock. */
export interface Mock {
  /** For groq-sdk: `http://127.0.0.1:PORT`, with `tls` `https://127.0.0.1:PORT`. */
  readonly url: string
  /** The CA that clients have to trust, PEM; null without `tls`. It is for localhost, 127.0.0.1, ::1 and api.groq.com. */
  readonly ca: string | null
  /** For OpenAI SDKs: the same with `/openai/v1`. */
  readonly openaiBaseUrl: string
  /** Finishes what is under way and stops. */
  close(): Promise<void>
}

/**
 * Starts a mock on 127.0.0.1 in this process. Throws `ScenarioError` (with file, line and column) if the scenario is
 * invalid, `UsageError` if there is no scenario of that name or the port is in use.
 */
export const startMock = async ({
  scenario = 'steady-state',
  seed,
  port = 0,
  tls = false,
}: MockOptions = {}): Promise<Mock> => {
  const library = new Library()
  const chosen = typeof scenario === 'string' ? scenarioFor(library, scenario) : library.addInline('inline', scenario)
  const { said } = readArguments([`--port=${port}`, ...(seed === undefined ? [] : [`--seed=${seed}`])], serveFlags)
  const settings = { ...settingsFrom(said), tls: tls ? ({ unwritten: true } as const) : null }
  const server = await startServer(settings, library, chosen, pino({ level: 'silent' }))
  const { url, certificate, stop } = server
  return { url, openaiBaseUrl: `${url}/openai/v1`, ca: certificate?.ca ?? null, close: stop }
}
