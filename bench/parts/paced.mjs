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
/** So many connections are opened at once: what a server does not take soon enough, the system resets. */
const AT_ONCE = 100
const LOOK_MS = 20

/** How much later than asked each event of a stream comes behind the first one, in ms. */
const stream = async (socket, bytes) => {
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

const openAll = async (port, count) => {
  const sockets = []
  while (sockets.length < count) {
    const some = Math.min(AT_ONCE, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => open(port)))))
  }
  return sockets
}

/** What a process holds at most, looked at again and again until it is asked for; null where the system does not tell. */
const mostOf = pid => {
  let most = residentOf(pid)?.now ?? null
  const timer = setInterval(() => {
    if (most !== null) most = Math.max(most, residentOf(pid).now)
  }, LOOK_MS)
  return () => {
    clearInterval(timer)
    return most
  }
}

/** Many streams, spread over some time: how late their events were, and by how much RSS grew at most while they ran, connections included. */
const streams = async (server, count) => {
  const bytes = chatRequest({ ...question(0), stream: true })
  const before = residentOf(server.pid)
  const most = mostOf(server.pid)
  const sockets = await openAll(server.port, count)
  const late = await Promise.all(
    sockets.map(async (socket, i) => {
      await sleep((i / count) * BEGIN_MS)
      return stream(socket, bytes)
    }),
  ).finally(() => {
    for (const socket of sockets) socket.destroy()
  })
  const mostBytes = most()
  const kib = before && (mostBytes - before.now) / 1024 / count
  const all = late.flat()
  return { p50: quantile(all, 0.5), p99: quantile(all, 0.99), kib }
}

/** A part of the benchmark: how exact the events of many paced streams come, and what a stream holds. */
export const pacedPart = {
  name: 'paced',
  title: 'many paced streams of 50 events, 20 ms apart',
  run: async ({ size: { rounds, streams: count } }) => {
    const seen = await compareWaits(rounds, async server => {
      await streams(server, Math.ceil(count / 4))
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
      notes: [
        `${count} streams in ${rounds} rounds, begun one after the other within ${BEGIN_MS} ms, after a quarter of them to warm up. KiB a stream: by how much RSS grew at most, with connections.`,
      ],
      raw: Object.fromEntries(seen),
    }
  },
}
