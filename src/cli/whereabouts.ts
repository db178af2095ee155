import { accessWords } from '../control/guard.ts'
import type { Settings } from '../settings.ts'
import { isEverywhere, type RunningServer } from '../start.ts'
import { version } from '../version.ts'

/** The URL of a server on all addresses, which nobody can know here: in a container least of all. */
const unnamed = ({ url, port }: Pick<RunningServer, 'url' | 'port'>): string =>
  `${url.slice(0, url.indexOf(':'))}://<host>:${port}`

/** Where clients reach a server: at what it advertises; on all addresses, under a name that only they know. */
const reachedAt = ({ url, port }: RunningServer, settings: Settings): string => {
  if (settings.advertise !== null) return settings.advertise
  return isEverywhere(settings) ? unnamed({ url, port }) : url
}

/** The line that says that it is ready: all that one needs to copy. */
export const readyLine = (server: RunningServer, settings: Settings): string => {
  const reached = reachedAt(server, settings)
  const listens = isEverywhere(settings) ? `${unnamed(server)}, on all addresses (${settings.host}),` : server.url
  return (
    `groq-mock listens on ${listens} with scenario ${server.scenario.name} (of ${server.library.names().length}); ` +
    `control API at ${reached}/__mock (${accessWords(settings)}); ` +
    `GROQ_BASE_URL=${reached} OPENAI_BASE_URL=${reached}/openai/v1`
  )
}

/** The same for machines: the URL is one that leads there from this machine, or what is advertised. */
export const whereabouts = ({ url, port }: RunningServer, { advertise }: Settings) => ({ url: advertise ?? url, port })

/** What the ready file says. */
export const toldWhenReady = (server: RunningServer, settings: Settings) => {
  const { url, port } = whereabouts(server, settings)
  return {
    url,
    openaiBaseUrl: `${url}/openai/v1`,
    controlUrl: `${url}/__mock`,
    host: settings.host,
    port,
    pid: process.pid,
    scenario: server.scenario.name,
    version,
    caFile: server.certificate?.caFile ?? null,
  }
}
