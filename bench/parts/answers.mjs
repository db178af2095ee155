import { kindsOfBodies, requestsOf } from '../cases.mjs'
import { peersFor } from '../peers/peers.mjs'
import { startWithPlayback } from '../samples.mjs'
import { loggingMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'
import { cellsOf, headOf, inTurns } from '../turns.mjs'
import { cpuTold } from '../usage.mjs'

/** The one whose CPU time is 1.00. */
const YARDSTICK = 'Fastify'

/** Starts the peers; one that can't be had here, or does not answer as it should, stands in the notes. */
const startPeers = async (wanted, kind, text, notes) => {
  const started = []
  // all of a path share the bytes of 10 000 requests
  const requests = new Map()
  for (const peer of await peersFor(wanted.peers, text)) {
    const { name, note, program } = peer
    if (note) notes.set(name, note)
    if (!requests.has(peer.path)) requests.set(peer.path, requestsOf(wanted, kind, peer.path))
    const one = { name, isPeer: true, server: null, request: requests.get(peer.path) }
    started.push(one)
    if (!program) continue
    try {
      one.server = await startServer(program, one.request(0), { status: wanted.status })
    } catch (error) {
      notes.set(name, error.message)
    }
  }
  return started
}

/** Starts all servers of a case. */
const startAll = async (wanted, kind, { peers, withoutLog, samples }, notes) => {
  const request = requestsOf(wanted, kind)
  const { mock, bare, shape, text } = await startWithPlayback(wanted, kind, samples)
  const ours = [
    { name: 'node:http', server: bare[0] },
    { name: YARDSTICK, server: bare[1] },
    { name: 'groq-mock, log off', server: mock },
  ]
  if (!withoutLog) {
    const server = await startServer(loggingMock(wanted.flags), request(0), { status: wanted.status })
    ours.push({ name: 'groq-mock, log on', server })
  }
  const all = ours.map(one => ({ ...one, request }))
  if (peers) all.push(...(await startPeers(wanted, kind, text, notes)))
  return { all, shape }
}

/** Measures one kind of bodies from start to end. */
const measure = async (wanted, kind, size, peers, notes) => {
  const { all, shape } = await startAll(wanted, kind, { ...size, peers }, notes)
  const seen = await inTurns(all, wanted, size, notes)
  await Promise.all(all.map(({ server }) => server?.stop()))
  return { seen, shape }
}

/** A part of the benchmark: all servers with the requests of one case. */
export const answersPart = wanted => ({
  name: wanted.name,
  title: wanted.title,
  run: async ({ size, peers }) => {
    const notes = new Map()
    const measured = {}
    for (const kind of size.kinds ?? kindsOfBodies) measured[kind] = await measure(wanted, kind, size, peers, notes)
    const kinds = Object.keys(measured)
    const names = [...measured[kinds[0]].seen.keys()]
    return {
      head: ['server', ...kinds.flatMap(kind => headOf(kind, YARDSTICK))],
      rows: names.map(name => [
        name,
        ...kinds.flatMap(kind => cellsOf(measured[kind].seen.get(name), measured[kind].seen.get(YARDSTICK))),
      ]),
      notes: [
        `Answers: ${kinds.map(kind => `${measured[kind].shape} to ${kind} bodies`).join(', ')}. ${cpuTold}.`,
        ...[...notes].map(([name, note]) => `${name}: ${note}`),
      ],
      raw: Object.fromEntries(kinds.map(kind => [kind, Object.fromEntries(measured[kind].seen)])),
    }
  },
})
