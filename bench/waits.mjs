import { once } from 'node:events'
import { connect } from 'node:net'
import { cases, requestsOf } from './cases.mjs'
import { scenario, silentMock, waitingFastify } from './servers.mjs'
import { startServer } from './start-server.mjs'

/** What scenarios/waits.yaml says. */
export const DELAY_MS = 100
export const EVENTS = 50
export const GAP_MS = 20

/** The two that wait: with a timer for each wait, and the mock. */
const programs = [waitingFastify(DELAY_MS, EVENTS, GAP_MS), silentMock(scenario('waits'))]

/** A connection that is open; it says what to do where the system has no more of them. */
export const open = async port => {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } catch (error) {
    if (error.code === 'EMFILE') throw new Error('no more sockets can be opened: raise `ulimit -n`', { cause: error })
    throw error
  }
  return socket.on('error', () => {})
}

/** What `measure` finds at both servers, in turns, each with a process of its own in each round. */
export const compareWaits = async (rounds, measure) => {
  const seen = new Map(programs.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    // who begins changes, as for every other part
    for (const program of round % 2 === 0 ? programs : programs.toReversed()) {
      const server = await startServer(program, requestsOf(cases[0], 'equal')(0))
      seen.get(program.name).push(await measure(server))
      await server.kill()
    }
  return seen
}
