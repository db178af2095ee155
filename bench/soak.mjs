// Five minutes of every fault at once: 200 connections whose clients leave whenever they like. `node bench/soak.mjs [SECONDS]`
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pino } from 'pino'
import { parse } from 'yaml'
import { Library } from '#src/scenario/library'
import { settingsFrom } from '#src/settings'
import { startServer } from '#src/start'

const SECONDS = Math.min(300, Number(process.argv[2] ?? 300))
const CONNECTIONS = 200
/** When it is looked at what is held. */
const PARTS = [0.2, 0.6, 1]

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

const cases = JSON.parse(readFileSync(new URL('../test/faults/cases.json', import.meta.url), 'utf8'))
const share = `${(100 / (cases.length + 2)).toFixed(2)}%`
const long = [
  { stream: { firstToken: '50ms..2s', pace: '5ms' }, complete: {} },
  { delay: { median: '200ms', p99: '3s' }, complete: {} },
]
const scenario = {
  about: 'Every fault, drawn.',
  drawBy: 'order',
  rules: [
    { oneOf: [...cases.map(({ rule }) => ({ share, ...parse(rule) })), ...long.map(one => ({ share, ...one }))] },
  ],
}

const library = new Library()
const mock = await startServer(
  // a journal that is full soon, so that what grows is a leak
  { ...settingsFrom({ port: 0 }), journalBytes: 2 * 1024 ** 2, keepBodies: false },
  library,
  library.addInline('inline', scenario),
  pino({ level: 'silent' }),
)
const port = Number(new URL(mock.url).port)
let asked = 0
let left = 0
let unhandled = 0
process.on('unhandledRejection', () => {
  unhandled += 1
})

const request = () => {
  asked += 1
  const body = JSON.stringify({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: `Hello ${asked % 500}` }],
    max_completion_tokens: randomInt(1, 60),
    stream: randomInt(2) === 0,
  })
  return `POST /openai/v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** One client: a connection with one to three requests on it, some of them pipelined, some never sent whole; then it leaves. */
const visit = () =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const leave = setTimeout(
      () => {
        left += 1
        // Node never closes a socket that is reset while it is ending (docs/facts/node.md §3.2)
        if (socket.writableEnded || randomInt(2) === 0) socket.destroy()
        else socket.resetAndDestroy()
      },
      randomInt(1, 1500),
    )
    socket.on('connect', () => {
      const text = Array.from({ length: randomInt(1, 4) }, request).join('')
      socket.write(randomInt(10) === 0 ? text.slice(0, randomInt(1, text.length)) : text)
    })
    socket.on('data', () => {})
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(leave)
      resolve()
    })
  })

const MIB = 1024 ** 2
const figures = async () => {
  for (let i = 0; i < 4; i += 1) {
    collect()
    await sleep(100)
  }
  const { rss, heapUsed } = process.memoryUsage()
  const active = process.getActiveResourcesInfo()
  const count = kind => active.filter(name => name === kind).length
  return {
    sockets: count('TCPSocketWrap'),
    timers: count('Timeout'),
    'heap MiB': Number((heapUsed / MIB).toFixed(1)),
    'RSS MiB': Number((rss / MIB).toFixed(1)),
  }
}

const run = async seconds => {
  const until = performance.now() + seconds * 1000
  const client = async () => {
    while (performance.now() < until) await visit()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  // what waits when its client has gone lingers a second at most
  await sleep(2000)
}

const table = { 'at the start': await figures() }
let until = 0
for (const part of PARTS) {
  await run(SECONDS * (part - until))
  until = part
  table[`after ${Math.round(SECONDS * part)} s, ${asked} requests`] = await figures()
}
console.table(table)
console.log(`${asked} requests, ${left} connections left by their client, ${unhandled} unhandled rejections`)
const answer = await fetch(`${mock.url}/__mock/health`)
console.log(`and the server answers: ${answer.status}`)
await mock.stop()
