import { cases, question } from '../cases.mjs'
import { spread } from '../figures.mjs'
import { chatRequest } from '../load.mjs'
import { peersFor } from '../peers/peers.mjs'
import { startWithPlayback } from '../samples.mjs'
import { fastify, nodeHttp, silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'

const YARDSTICK = 'Fastify'

/** Milliseconds from spawning a server to its first 200, on the clock and of CPU time. */
const startOnce = async ({ program, path }) => {
  const server = await startServer(program, chatRequest(question(0), {}, path))
  const cpuMs = (await server.cpu()).micros / 1000
  await server.stop()
  return { ms: server.startMs, cpuMs }
}

/** Everything that is started, with those that can't be had in the notes. */
const programsOf = async (peers, notes) => {
  const { mock, bare, file, text } = await startWithPlayback(cases[0], 'equal')
  await Promise.all([mock, ...bare].map(server => server.stop()))
  const ours = [nodeHttp(file), fastify(file), silentMock([])].map(program => ({ name: program.name, program }))
  const others = peers ? peersFor('200', text) : []
  for (const { name, note } of others) if (note) notes.set(name, note)
  return [...ours, ...others]
}

/** All starts, in turns; one that fails is noted, and not tried again. */
const startsOf = async (programs, rounds, notes) => {
  const seen = new Map(programs.map(({ name }) => [name, []]))
  const able = new Set(programs.filter(({ program }) => program))
  for (let round = 0; round < rounds; round += 1)
    for (const each of able)
      try {
        seen.get(each.name).push(await startOnce(each))
      } catch (error) {
        notes.set(each.name, error.message)
        able.delete(each)
      }
  return seen
}

/** A part of the benchmark: how long servers need from their start to their first 200. */
export const startPart = {
  name: 'start',
  title: 'start, from spawning to the first 200',
  run: async ({ size, peers }) => {
    const notes = new Map()
    const seen = await startsOf(await programsOf(peers, notes), size.starts, notes)
    const bare = seen.get(YARDSTICK)
    const cells = (starts, key) => [
      spread(starts.map(start => start[key])),
      spread(
        starts.map((start, i) => start[key] / bare[i][key]),
        2,
      ),
    ]
    return {
      head: ['server', 'ms', `× ${YARDSTICK}`, 'CPU ms', `× ${YARDSTICK}`],
      rows: [...seen].map(([name, starts]) => [
        name,
        ...(starts.length === 0 ? ['—', '—', '—', '—'] : ['ms', 'cpuMs'].flatMap(key => cells(starts, key))),
      ]),
      notes: [...notes].map(([name, note]) => `${name}: ${note}`),
      raw: Object.fromEntries(seen),
    }
  },
}
