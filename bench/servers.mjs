import { fileURLToPath } from 'node:url'

/** The path of a file that is named from this folder. */
const here = name => fileURLToPath(new URL(name, import.meta.url))

/** The bare servers play back the answers in a file; the log of the mock goes to `/dev/null`. */
export const nodeHttp = samplesFile => ({
  name: 'node:http',
  args: port => [here('programs/bare-http.mjs'), samplesFile, String(port)],
})
export const fastify = samplesFile => ({
  name: 'Fastify',
  args: port => [here('programs/bare-fastify.mjs'), samplesFile, String(port)],
})

const mock = (name, flags) => ({
  name,
  args: port => [here('../dist/main.js'), 'serve', '--port', String(port), ...flags],
})
export const silentMock = flags => mock('groq-mock, log off', ['--log-level', 'silent', ...flags])
export const loggingMock = flags => mock('groq-mock, log on', ['--log-level', 'info', '--log-format', 'json', ...flags])

/** A Fastify route that waits with a timer of its own for each wait. */
export const waitingFastify = (...numbers) => ({
  name: 'Fastify, setTimeout',
  args: port => [here('programs/waiting-fastify.mjs'), String(port), ...numbers.map(String)],
})

/** The flags for a scenario of this benchmark. */
export const scenario = name => ['--scenario', here(`scenarios/${name}.yaml`)]
