import { hasCallgrind, instructionsUnder, underCallgrind } from './callgrind.mjs'
import { kindsOfBodies, requestsOf } from './cases.mjs'
import { load } from './load.mjs'
import { instructionsDuring, perfCounts } from './perf.mjs'
import { samplesOf, temporaryFile } from './samples.mjs'
import { fastify, loggingMock, nodeHttp, silentMock } from './servers.mjs'
import { startServer } from './start-server.mjs'

/** What counts instructions here: the processor if it lets us, else callgrind; null where neither can. */
export const counter = () => (perfCounts() ? 'perf' : hasCallgrind() ? 'callgrind' : null)

/** What to do where nothing can count. */
export const NO_COUNTER =
  'instructions can not be counted here: install valgrind (Debian: apt-get install valgrind), or let perf count (kernel.perf_event_paranoid)'

/**
 * Thousands of instructions that a server needs for one request. Some batches pay for the compiler, which works whenever it
 * likes; the cheapest one is the code's own cost.
 */
const thousandsOf = async (by, program, wanted, kind, { warmUp, counted, batches }) => {
  const out = temporaryFile('', '.callgrind')
  const request = requestsOf(wanted, kind)
  const under = by === 'callgrind' ? underCallgrind(out) : []
  const server = await startServer(program, request(0), { status: wanted.status, isMetered: false, under })
  const send = count => load({ port: server.port, request, count, status: wanted.status })
  await send(warmUp)
  let least = Infinity
  for (let batch = 1; batch <= batches; batch += 1) {
    const work = () => send(counted)
    const total = await (by === 'callgrind'
      ? instructionsUnder(server.pid, out, batch, work)
      : instructionsDuring(server.pid, work))
    least = Math.min(least, total)
  }
  await server.kill()
  return least / counted / 1000
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

/** The same for each kind of bodies. */
export const countCase = async (by, wanted, size, programsOf = everyone) => {
  const counts = {}
  for (const kind of size.kinds ?? kindsOfBodies)
    counts[kind] = await countKind(by, wanted, kind, size.instructions, programsOf)
  return counts
}
