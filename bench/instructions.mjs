import { hasCallgrind, instructionsUnder, underCallgrind } from './callgrind.mjs'
import { kindsOfBodies, requestsOf } from './cases.mjs'
import { load } from './load.mjs'
import { instructionsDuring, perfCounts } from './perf.mjs'
import { samplesOf, temporaryFile } from './samples.mjs'
import { fastify, loggingMock, nodeHttp, silentMock } from './servers.mjs'
import { startServer } from './start-server.mjs'
import { agreedOn, STEADY_FLAGS } from './steady.mjs'

/** What counts instructions here: the processor if it lets us, else callgrind; null where neither can. */
export const counter = () => (perfCounts() ? 'perf' : hasCallgrind() ? 'callgrind' : null)

/** What to do where nothing can count. */
export const NO_COUNTER =
  'instructions can not be counted here: install valgrind (Debian: apt-get install valgrind), or let perf count (kernel.perf_event_paranoid)'

/** Fewer than elsewhere: each batch opens its own, and they are not to be most of what is counted. */
const CONNECTIONS = 16

/** Counts batches of requests of a server that is warm until they agree: the instructions of one batch. */
const countServer = async (by, server, out, send, { batches, most }) => {
  const seen = []
  while (seen.length < most) {
    seen.push(
      await (by === 'callgrind'
        ? instructionsUnder(server.pid, out, seen.length + 1, send)
        : instructionsDuring(server.pid, send)),
    )
    const agreed = agreedOn(seen, batches)
    if (agreed !== null) return agreed
  }
  throw new Error(`its batches do not agree: ${seen.map(count => Math.round(count / 1000)).join(', ')} thousand`)
}

/** Thousands of instructions that a server needs for one request. */
const thousandsOf = async (by, program, wanted, kind, { warmUp, counted, ...size }) => {
  const out = temporaryFile('', '.callgrind')
  const request = requestsOf(wanted, kind)
  const server = await startServer(program, request(0), {
    status: wanted.status,
    isMetered: false,
    isPinned: false,
    nodeFlags: STEADY_FLAGS,
    under: by === 'callgrind' ? underCallgrind(out) : [],
  })
  const send = count => load({ port: server.port, request, count, connections: CONNECTIONS, status: wanted.status })
  try {
    await send(warmUp)
    return (await countServer(by, server, out, () => send(counted), size)) / counted / 1000
  } catch (error) {
    throw new Error(`${wanted.name}, ${kind} bodies: ${program.name}: ${error.message}`, { cause: error })
  } finally {
    await server.kill()
  }
}

/** All servers of a case: the bare ones with what they play back. */
const everyone = (wanted, file) => [nodeHttp(file), ...guarded(wanted, file)]

/** Those that the budget is about: the yardstick and ours. */
export const guarded = (wanted, file) => [fastify(file), silentMock(wanted.flags), loggingMock(wanted.flags)]

/** Thousands of instructions a request of each server, for one case and kind of bodies: `{ Fastify: 144.2, … }`. */
const countKind = async (by, wanted, kind, size, programsOf) => {
  const file = await samplesOf(wanted, kind)
  const seen = {}
  for (const program of programsOf(wanted, file))
    seen[program.name] = Number((await thousandsOf(by, program, wanted, kind, size)).toFixed(1))
  return seen
}

/** The same for each kind of bodies, which are counted at the same time: instructions do not depend on what else runs. */
export const countCase = async (by, wanted, size, programsOf = everyone) => {
  const kinds = size.kinds ?? kindsOfBodies
  const counts = await Promise.all(kinds.map(kind => countKind(by, wanted, kind, size.instructions, programsOf)))
  return Object.fromEntries(kinds.map((kind, i) => [kind, counts[i]]))
}
