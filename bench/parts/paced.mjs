import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { question } from '../cases.mjs'
import { quantile, spread } from '../figures.mjs'
import { chatRequest } from '../load.mjs'
import { residentOf } from '../usage.mjs'
import { compareWaits, EVENTS, GAP_MS, open } from '../waits.mjs'

/** Streams begin one after the other, evenly over less time than one of them takes: so all run at once for a moment. */
const BEGIN_MS = 0.8 * EVENTS * GAP_MS
const PATIENCE_MS = 30_000

/** How much later than asked each event of a stream comes behind the first one, in ms. */
const stream = async (port, bytes) => {
  const socket = await open(port)
  const late = []
  let [firstMs, seen] = [0, 0]
  socket.on('data', part => {
    const nowMs = performance.now()
    const events = part.toString('latin1').match(/^data: /gm)?.length ?? 0
    if (seen === 0) firstMs = nowMs
    else for (let n = 0; n < events; n += 1) late.push(nowMs - firstMs - (seen + n) * GAP_MS)
    seen += events
    if (seen >= EVENTS) socket.destroy()
  })
  socket.write(bytes)
  await Promise.race([once(socket, 'close'), sleep(PATIENCE_MS, undefined, { ref: false })])
  socket.destroy()
  if (seen < EVENTS) throw new Error(`a stream had ${seen} events of ${EVENTS} when it ended`)
  return late
}

/** Many streams, spread over some time: how late their events were, and by how much RSS grew while all of them ran. */
const streams = async (server, count) => {
  const bytes = chatRequest({ ...question(0), stream: true })
  const before = residentOf(server.pid)
  const all = Promise.all(
    Array.from({ length: count }, async (_, i) => {
      await sleep((i / count) * BEGIN_MS)
      return stream(server.port, bytes)
    }),
  )
  await Promise.race([sleep(BEGIN_MS), all])
  const during = residentOf(server.pid)
  const late = (await all).flat()
  const kib = during && (during.now - before.now) / 1024 / count
  return { p50: quantile(late, 0.5), p99: quantile(late, 0.99), kib }
}

/** A part of the benchmark: how exact the events of many paced streams come, and what a stream holds. */
export const pacedPart = {
  name: 'paced',
  title: 'many paced streams of 50 events, 20 ms apart',
  run: async ({ size: { rounds, streams: count } }) => {
    const seen = await compareWaits(rounds, async server => {
      await streams(server, Math.ceil(count / 20))
      return streams(server, count)
    })
    const cell = (all, key) =>
      all[0][key] === null
        ? '—'
        : spread(
            all.map(one => one[key]),
            1,
          )
    return {
      head: ['server', 'late p50, ms', 'late p99, ms', 'KiB a stream'],
      rows: [...seen].map(([name, all]) => [name, ...['p50', 'p99', 'kib'].map(key => cell(all, key))]),
      notes: [`${count} streams in ${rounds} rounds, begun one after the other within ${BEGIN_MS} ms.`],
      raw: Object.fromEntries(seen),
    }
  },
}
