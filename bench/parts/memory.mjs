import { question } from '../cases.mjs'
import { mib } from '../figures.mjs'
import { chatRequest, load } from '../load.mjs'
import { plainSamples } from '../samples.mjs'
import { fastify, silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'

/** The i-th request: each asks something else, and each second one wants a 429. */
const request = i => chatRequest(question(i), i % 2 === 0 ? {} : { 'x-mock-status': '429' })

/** What a server holds after so many requests, each time they are reached. */
const heldBy = async (program, counts) => {
  const server = await startServer(program, request(0), { isMetered: true, nodeFlags: ['--expose-gc'] })
  const held = []
  let sent = 0
  for (const count of counts) {
    const from = sent
    await load({ port: server.port, request: i => request(from + i), count: count - from })
    sent = count
    held.push(await server.held())
  }
  await server.stop()
  return held
}

/** The growth from first to last. */
const growthOf = numbers => mib(numbers.at(-1) - numbers[0])

/** A part of the benchmark: how much servers grow while they answer. */
export const memoryPart = {
  name: 'memory',
  title: 'memory, after so many requests',
  run: async ({ size: { memory, journal } }) => {
    const limited = journal ? ['--journal-bytes', journal] : []
    const seen = new Map()
    for (const program of [fastify(await plainSamples()), silentMock(limited)])
      seen.set(program.name, await heldBy(program, memory))
    const rows = [...seen].flatMap(([name, held]) =>
      Object.entries({ rss: 'RSS', heapUsed: 'heap' }).map(([key, title]) => {
        const all = held.map(one => one[key])
        return [name, `${title}, MiB`, ...all.map(mib), growthOf(all)]
      }),
    )
    return {
      head: ['server', '', ...memory.map(count => String(count)), 'growth'],
      rows,
      notes: [
        `Each request asks something else, each second one is answered with 429. By the first column the journal is full: it holds ${journal ?? '64 MiB, its default'}. The heap is looked at after a collection.`,
      ],
      raw: Object.fromEntries(seen),
    }
  },
}
