// A second client, in a thread of its own: asks for /health all the time, and tells how long the longest answer took.
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const EVERY_MS = 5
const GIVE_UP_MS = 10_000

/** One answer: how long it took, in milliseconds, however it ended. */
const once = (port, agent) =>
  new Promise(resolve => {
    const began = performance.now()
    const done = () => resolve(performance.now() - began)
    const request = get({ port, host: '127.0.0.1', path: '/__mock/health', agent, timeout: GIVE_UP_MS }, answer =>
      answer.resume().once('end', done).once('error', done),
    )
    request.once('timeout', () => request.destroy()).once('error', done)
  })

if (!isMainThread && workerData?.port !== undefined) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let over = false
  parentPort.once('message', () => {
    over = true
  })
  while (!over) {
    const ms = await once(workerData.port, agent)
    parentPort.postMessage({ ms, at: Date.now() })
    await sleep(EVERY_MS)
  }
  agent.destroy()
  parentPort.close()
}

/** Watches a server; `onStall` hears when an answer came that took longer than `boundMs`. */
export const watchHealth = (port, boundMs, onStall) => {
  const worker = new Worker(new URL(import.meta.url), { workerData: { port } })
  const seen = { answers: 0, longestMs: 0 }
  worker.on('message', ({ ms, at }) => {
    seen.answers += 1
    seen.longestMs = Math.max(seen.longestMs, ms)
    if (ms > boundMs) onStall(at)
  })
  return {
    seen,
    stop: () =>
      new Promise(resolve => {
        worker.once('exit', resolve)
        worker.postMessage('over')
      }),
  }
}
