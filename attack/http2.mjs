// `npm run attack:http2`: frames of HTTP/2, right and wrong, through TLS for a minute (`--seconds N`), and what must hold afterwards.
import { readFileSync, rmSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { Agent, request } from 'node:https'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import { parseArgs } from 'node:util'
import { cleanUp } from './clean-up.mjs'
import { heldAfter } from './figures.mjs'
import { connectionOf } from './frames.mjs'
import { startServer } from './server.mjs'

const { values: flags } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } })
const seconds = Number(flags.seconds ?? 60)
const seed = Number(flags.seed ?? Math.floor(Math.random() * 1e9))
if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(seed)) {
  process.stderr.write('--seconds and --seed take whole numbers.\n')
  process.exit(2)
}

const CLIENTS = 16
const WARM_UP = 300
const LONGEST_MS = 2000
const STUCK_MS = 31_000
const HEAP_BYTES = 12 * 1024 ** 2
const print = text => process.stdout.write(`${text}\n`)

/** Sends what a connection sends, and leaves in its way. */
const play = (port, ca, { bytes, way, afterMs }) =>
  new Promise(resolve => {
    const below = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: way === 'half' })
    const socket = connect({ socket: below, ca, servername: 'localhost', ALPNProtocols: ['h2'] })
    const timers = [setTimeout(() => below.destroy(), LONGEST_MS)]
    for (const one of [below, socket]) one.on('error', () => {})
    socket.resume().once('secureConnect', () => {
      socket.write(bytes, () => {
        const leave = () => {
          if (way === 'half') socket.end()
          else if (way === 'reset') below.resetAndDestroy()
          else below.destroy()
        }
        timers.push(setTimeout(leave, afterMs))
      })
    })
    below.once('close', () => {
      for (const timer of timers) clearTimeout(timer)
      socket.destroy()
      resolve()
    })
  })

/** Whether somebody who does nothing wrong is answered meanwhile, over a connection of HTTP/2 of his own. */
const isAnswered = (url, ca) =>
  new Promise(resolve => {
    const session = connectHttp2(url, { ca })
    const done = answered => {
      session.destroy()
      resolve(answered)
    }
    session.on('error', () => done(false)).setTimeout(20_000, () => done(false))
    const stream = session.request({ ':path': '/openai/v1/models' }).on('error', () => done(false))
    stream.on('response', headers => done(headers[':status'] === 200)).resume()
  })

/** Connections from a number on, by many clients at once, until there are enough or the time is over. */
const fire = async (server, ca, from, { most = Infinity, untilMs = Infinity }) => {
  let [next, frames] = [from, 0]
  const client = async () => {
    while (next < from + most && performance.now() < untilMs && server.seen.ended === null) {
      const shot = connectionOf(seed, next)
      next += 1
      frames += shot.frames
      await play(server.port, ca, shot)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return { connections: next - from, frames }
}

const caFile = join(tmpdir(), `groq-mock-attack-${process.pid}.pem`)
process.once('exit', () => rmSync(caFile, { force: true }))
const server = await startServer(['--tls', '--tls-ca', caFile])
const ca = readFileSync(caFile)
const url = `https://localhost:${server.port}`
const agent = new Agent({ ca, keepAlive: false })
const control = (port, method, path) =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: `/__mock${path}`, method, agent })
      .once('error', reject)
      .once('response', answer => resolve({ json: () => json(answer) }))
      .end()
  })

/** What is held once clients are gone and what they made is taken back. */
const back = async before => {
  if (server.seen.ended === null) await cleanUp(server.port, control)
  // a session that is stuck is ended after a while
  await sleep(STUCK_MS)
  return before ? heldAfter(server, before) : (await server.ask('what is held?')).held
}

await fire(server, ca, 0, { most: WARM_UP })
const before = await back(null)
const began = performance.now()
let [asked, answered] = [0, 0]
let isOver = false
const beside = (async () => {
  while (!isOver && server.seen.ended === null) {
    asked += 1
    if (await isAnswered(url, ca)) answered += 1
    await sleep(100)
  }
})()
const { connections, frames } = await fire(server, ca, WARM_UP, { untilMs: began + seconds * 1000 })
const tookMs = performance.now() - began
isOver = true
await beside
const after = await back(before)
const lives = server.seen.ended === null && (await isAnswered(url, ca))
await server.stop()

const mib = bytes => `${(bytes / 1024 ** 2).toFixed(1)} MiB`
const heap = ({ heapBytes, codeBytes }) => heapBytes - codeBytes
const figures = [
  ['alive', lives, lives ? 'it is answered over HTTP/2' : `it ended with ${server.seen.ended}`],
  ['answered meanwhile', asked === answered && asked > 0, `${answered} of ${asked} requests of a client beside`],
  [
    'no error in the log',
    server.seen.errors.length === 0,
    server.seen.errors[0]?.slice(0, 2000) ?? 'no line of level error',
  ],
  ['sockets back', after.sockets <= before.sockets, `${before.sockets} before, ${after.sockets} after`],
  ['timers back', after.timers <= before.timers, `${before.timers} before, ${after.timers} after`],
  ['sessions out of use', after.underWay === 0, `${after.underWay} requests are still held to be under way`],
  [
    'heap back',
    heap(after) - heap(before) < HEAP_BYTES,
    `${mib(heap(before))} before, ${mib(heap(after))} after, at most ${mib(HEAP_BYTES)} more`,
  ],
]
print(
  `attack over HTTP/2: seed ${seed}, ${connections} connections with ${frames} frames in ${(tookMs / 1000).toFixed(0)} s`,
)
for (const [name, ok, said] of figures) print(`${ok ? 'ok     ' : 'FAILED '} ${name}: ${said}`)
const failed = figures.filter(([, ok]) => !ok).length
print(`attack over HTTP/2: ${figures.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
