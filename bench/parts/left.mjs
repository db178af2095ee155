import { setTimeout as sleep } from 'node:timers/promises'
import { question } from '../cases.mjs'
import { quantile } from '../figures.mjs'
import { chatRequest } from '../load.mjs'
import { scenario, silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'
import { open } from '../waits.mjs'

/** How long after each of some clients has left its entry says that it is over, in ms. */
const endings = async (port, count) => {
  const bytes = chatRequest(question(0), { 'x-wants': 'hang', 'x-mock-session': 'leaving' })
  const lefts = []
  for (let i = 0; i < count; i += 1) {
    const socket = await open(port)
    socket.write(bytes)
    await sleep(20)
    lefts.push(Date.now())
    socket.destroy()
    await sleep(10)
  }
  await sleep(200)
  const answer = await fetch(`http://127.0.0.1:${port}/__mock/sessions/leaving/journal?limit=1000`)
  const { entries } = await answer.json()
  return entries.map(({ at, durationMs }, i) => Date.parse(at) + durationMs - lefts[i])
}

/** A part of the benchmark: how soon the mock notices that a client has left. */
export const leftPart = {
  name: 'left',
  title: 'a client that leaves while it waits, until its entry ends',
  run: async ({ size }) => {
    const server = await startServer(silentMock(scenario('waits')), chatRequest(question(0)))
    const late = await endings(server.port, size.leaving)
    await server.stop()
    return {
      head: ['server', 'clients', 'p50, ms', 'most, ms'],
      rows: [['groq-mock', String(late.length), ...[0.5, 1].map(share => quantile(late, share).toFixed(1))]],
      notes: [],
      raw: { late },
    }
  },
}
