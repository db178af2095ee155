// How exact waits are: delays, paces, and the end of what a client has left. `node bench/timing.mjs [STREAMS]`
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import { startMock } from '../dist/index.js'

const DELAY_MS = 100
const GAP_MS = 20
const CHUNKS = 40
const CONNECTIONS = 256
const STREAMS = Number(process.argv[3] ?? process.argv[2] ?? 2000)

/** What runs in processes of their own: the mock, and a bare Fastify that waits with a timer for each wait. */
const servers = {
  mock: async () => {
    const words = Array.from({ length: CHUNKS - 4 }, () => 'word').join(' ')
    const rules = [
      { match: { header: { 'x-wants': 'hang' } }, fault: 'hang' },
      { match: { stream: true }, complete: { text: words, reasoning: '' }, stream: { pace: `${GAP_MS}ms` } },
      { delay: `${DELAY_MS}ms` },
    ]
    return (await startMock({ scenario: { about: 'Waits.', rules } })).url
  },
  bare: async () => {
    const app = Fastify()
    app.post('/openai/v1/chat/completions', async ({ body: { stream } }, reply) => {
      if (!stream) {
        await sleep(DELAY_MS)
        return { ok: true, text: 'x'.repeat(600) }
      }
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
      for (let i = 0; i < CHUNKS && !reply.raw.destroyed; i += 1) {
        if (i > 0) await sleep(GAP_MS)
        reply.raw.write(`data: ${'x'.repeat(260)}\n\n`)
      }
      reply.raw.end()
    })
    return app.listen({ port: 0, host: '127.0.0.1' })
  },
}

if (process.send) {
  process.send({ url: await servers[process.argv[2]]() })
  process.on('message', () => process.send({ rss: process.memoryUsage().rss }))
} else await compare()

function request(more, headers = '') {
  const body = JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }], ...more })
  return `POST /openai/v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1))
}

async function open(url) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** How much later than asked answers come, one after the other on each connection. */
async function delays(url) {
  const late = []
  const client = async i => {
    const socket = await open(url)
    await sleep((i / CONNECTIONS) * DELAY_MS)
    for (let n = 0; n < 20; n += 1) {
      const from = performance.now()
      socket.write(request({}))
      await once(socket, 'data')
      if (n > 2) late.push(performance.now() - from - DELAY_MS)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => client(i)))
  return late
}

/** How much later than asked each chunk of a paced stream comes behind the first one. */
async function paces(url) {
  const late = []
  const client = async i => {
    const socket = await open(url)
    await sleep((i / STREAMS) * 1500)
    let [first, seen] = [0, 0]
    socket.on('data', bytes => {
      const nowMs = performance.now()
      const chunks = bytes.toString('latin1').match(/^data: /gm)?.length ?? 0
      if (seen === 0) first = nowMs
      else for (let n = 0; n < chunks; n += 1) late.push(nowMs - first - (seen + n) * GAP_MS)
      seen += chunks
      if (seen >= CHUNKS) socket.destroy()
    })
    socket.write(request({ stream: true }))
    await Promise.race([once(socket, 'close'), sleep(20_000, undefined, { ref: false })])
    socket.destroy()
  }
  await Promise.all(Array.from({ length: STREAMS }, (_, i) => client(i)))
  return late
}

/** How long after a client has left its entry says that it is over. */
async function cancellations(url) {
  const lefts = []
  for (let i = 0; i < 100; i += 1) {
    const socket = await open(url)
    socket.write(request({}, 'x-wants: hang\r\nx-mock-session: leaving\r\n'))
    await sleep(20)
    lefts.push(Date.now())
    socket.destroy()
    await sleep(10)
  }
  await sleep(200)
  const { entries } = await (await fetch(`${url}/__mock/sessions/leaving/journal?limit=1000`)).json()
  return entries.map(({ at, durationMs }, i) => Date.parse(at) + durationMs - lefts[i])
}

async function compare() {
  const table = {}
  for (const name of ['bare', 'mock', 'bare', 'mock']) {
    const child = fork(new URL(import.meta.url), [name, String(STREAMS)])
    const [{ url }] = await once(child, 'message')
    const ask = async () => {
      child.send('rss')
      return (await once(child, 'message'))[0].rss
    }
    await delays(url)
    const late = await delays(url)
    const before = await ask()
    const streaming = paces(url)
    await sleep(1400)
    const kib = ((await ask()) - before) / 1024 / STREAMS
    const chunks = await streaming
    const row = {
      'delay late p50 ms': quantile(late, 0.5),
      p99: quantile(late, 0.99),
      'chunk late p50 ms': quantile(chunks, 0.5),
      'p99 ': quantile(chunks, 0.99),
      'KiB a stream': Number(kib.toFixed(1)),
    }
    if (name === 'mock') {
      const ended = await cancellations(url)
      Object.assign(row, { 'left: p50 ms': quantile(ended, 0.5), max: quantile(ended, 1) })
    }
    table[`${name} ${table[`${name} 1`] ? 2 : 1}`] = row
    child.kill()
  }
  console.log(
    `${CONNECTIONS} connections with ${DELAY_MS} ms, ${STREAMS} streams of ${CHUNKS} chunks with ${GAP_MS} ms between; Node ${process.version}`,
  )
  console.table(table)
}
