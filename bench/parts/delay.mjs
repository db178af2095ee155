import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { question } from '../cases.mjs'
import { quantile, spread } from '../figures.mjs'
import { chatRequest } from '../load.mjs'
import { compareWaits, DELAY_MS, open } from '../waits.mjs'

/** The first ones of a connection: they begin apart, and have not found their pace. */
const WARM_UP = 3

/** How much later than asked answers come, in ms, one after the other on each connection. */
const latenesses = async (port, connections, each) => {
  const late = []
  const bytes = chatRequest(question(0))
  const client = async i => {
    const socket = await open(port)
    await sleep((i / connections) * DELAY_MS)
    for (let n = 0; n < each; n += 1) {
      const fromMs = performance.now()
      socket.write(bytes)
      await once(socket, 'data')
      if (n >= WARM_UP) late.push(performance.now() - fromMs - DELAY_MS)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, (_, i) => client(i)))
  return late
}

/** A part of the benchmark: how exact delays are. */
export const delayPart = {
  name: 'delay',
  title: 'a delay of 100 ms at many connections',
  run: async ({ size: { rounds, delay } }) => {
    const seen = await compareWaits(rounds, async ({ port }) => {
      // as many as are measured: the first thousands run code that is not compiled yet, and come back in one go for long after
      await latenesses(port, delay.connections, delay.each)
      const late = await latenesses(port, delay.connections, delay.each)
      return { p50: quantile(late, 0.5), p99: quantile(late, 0.99) }
    })
    const cell = (all, key) =>
      spread(
        all.map(one => one[key]),
        1,
      )
    return {
      head: ['server', 'late p50, ms', 'late p99, ms'],
      rows: [...seen].map(([name, all]) => [name, cell(all, 'p50'), cell(all, 'p99')]),
      notes: [
        `${delay.connections} connections, ${delay.each - WARM_UP} answers on each, in ${rounds} rounds, after as many to warm up.`,
      ],
      raw: Object.fromEntries(seen),
    }
  },
}
