import { question } from './cases.mjs'
import { spread } from './figures.mjs'
import { chatRequest } from './load.mjs'
import { plainSamples } from './samples.mjs'
import { bare, mock, silent, startServer } from './servers.mjs'

/** Milliseconds from spawning a server to its first 200, on the clock and of CPU time. */
const startOnce = async (program, request) => {
  const server = await startServer(program, request)
  const { cpuMicros } = await server.used()
  await server.stop()
  return { ms: server.startMs, cpuMs: cpuMicros / 1000 }
}

/** How long the bare server and the mock need to start, in turns. */
export const compareStarts = async ({ starts }) => {
  const request = chatRequest(question(0))
  const playback = bare(await plainSamples())
  const seen = { bare: [], mock: [] }
  for (let i = 0; i < starts; i += 1) {
    seen.bare.push(await startOnce(playback, request))
    seen.mock.push(await startOnce(mock(silent), request))
  }
  const all = (name, key) => spread(seen[name].map(start => start[key]))
  const ratios = key =>
    spread(
      seen.mock.map((start, i) => start[key] / seen.bare[i][key]),
      2,
    )
  return [
    ['start to first 200', 'ms', '× bare', 'CPU ms', '× bare'],
    ['bare Fastify', all('bare', 'ms'), '', all('bare', 'cpuMs'), ''],
    ['mock', all('mock', 'ms'), ratios('ms'), all('mock', 'cpuMs'), ratios('cpuMs')],
  ]
}
