import { question } from './cases.mjs'
import { chatRequest, load } from './load.mjs'
import { plainSamples } from './samples.mjs'
import { bare, mock, silent, startServer } from './servers.mjs'

const MIB = 1024 ** 2
const mib = bytes => (bytes / MIB).toFixed(1)

/** The i-th request: each asks something else, and each second one wants a 429. */
const request = i => chatRequest(question(i), i % 2 === 0 ? {} : { 'x-mock-status': '429' })

/** What a server holds after its first and after its last requests; less of them where time runs out. */
const memoryOf = async (name, program, [from, to], seconds) => {
  const server = await startServer(program, request(0), { nodeFlags: ['--expose-gc'] })
  const untilMs = performance.now() + seconds * 1000
  const first = await load({ port: server.port, request, count: from, untilMs })
  const before = await server.used()
  const rest = await load({ port: server.port, request: i => request(from + i), count: to - from, untilMs })
  const after = await server.used()
  await server.stop()
  const span = `${first.count} to ${first.count + rest.count}`
  const { rss, heapUsed } = after
  return [name, span, mib(rss), mib(rss - before.rss), mib(heapUsed), mib(heapUsed - before.heapUsed)]
}

/** How much the bare server and the mock, its journal full, grow while they answer. */
export const compareMemory = async ({ memory, seconds }) => [
  ['memory', 'requests', 'RSS MiB', 'growth', 'heap MiB', 'growth'],
  await memoryOf('bare Fastify', bare(await plainSamples()), memory, seconds),
  await memoryOf('mock', mock([...silent, '--journal-bytes', '4MiB']), memory, seconds),
]
