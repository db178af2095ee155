// Loaded into the server before anything else: what Node itself says of arrivals, what the journal took, and what is held.
import { channel } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { getHeapCodeStatistics, writeHeapSnapshot } from 'node:v8'
import { Journal } from '#src/journal/journal'
import { Sessions } from '#src/session/sessions'
import { Use } from '#src/session/use'
import { numberIn } from './mark.mjs'

const CONTROL = /^(?:https?:\/\/[^/?#]*)?\/(?:_|%5f){2}(?:m|%6d)(?:o|%6f)(?:c|%63)(?:k|%6b)(?=[/?#]|$)/i

/** What has come since the parent was told last: the numbers of shots, -1 for what has none. */
let arrived = []
let journaled = []
let lines = 0
const came = url => {
  if (!CONTROL.test(url ?? '')) arrived.push(numberIn(url))
}

const asked = new WeakMap()
/** Connections on which something was no HTTP: what else comes there belongs to that. */
const broken = new WeakSet()
let server = null
const watch = found => {
  server = found
  server.prependListener('connect', (request, socket) => {
    asked.set(socket, request)
    came(request.url)
  })
  // bytes that are no HTTP: an entry, unless they are the body of a request, which has its own, or nobody is there any more
  server.prependListener('clientError', (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    if (broken.has(socket)) return
    broken.add(socket)
    if (asked.get(socket)?.complete !== false) arrived.push(-1)
  })
}
channel('http.server.request.start').subscribe(({ request, server: found }) => {
  if (server === null) watch(found)
  asked.set(request.socket, request)
  came(request.url)
})

const { add } = Journal.prototype
Journal.prototype.add = function (entry, trace) {
  // a line of a batch is no request
  if (entry.batch === null) journaled.push(numberIn(entry.path))
  else lines += 1
  return add.call(this, entry, trace)
}

let sessions = null
const { of } = Sessions.prototype
Sessions.prototype.of = function (selection) {
  sessions = this
  return of.call(this, selection)
}

/** Uses of sessions that have begun, also of those that are gone. */
const uses = new Set()
const { begin } = Use.prototype
Use.prototype.begin = function () {
  uses.add(this)
  return begin.call(this)
}
const underWay = () => {
  let sum = 0
  for (const use of uses) {
    if (use.underWay === 0) uses.delete(use)
    else sum += use.underWay
  }
  return sum
}

/** The longest that the loop was busy, in milliseconds of processor time: on a full machine everything takes longer than it works. */
let busiestMs = 0
/** What the thread of the loop has worked: Linux tells it; elsewhere all threads together, so that collecting garbage counts twice. */
const workedMs = () => {
  try {
    return Number.parseInt(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1'), 10) / 1e6
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
}
let before = workedMs()
const busy = setInterval(() => {
  const now = workedMs()
  busiestMs = Math.max(busiestMs, now - before)
  before = now
}, 5)
busy.unref()

const count = kind => process.getActiveResourcesInfo().filter(name => name === kind).length
/** What V8 has compiled, and keeps with what it has learned of it: the more the longer a server runs, whatever is asked of it. */
const codeBytes = () => {
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics()
  return code + bytecode
}
const held = async () => {
  for (let i = 0; i < 4; i += 1) {
    globalThis.gc()
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return {
    sockets: count('TCPSocketWrap'),
    timers: count('Timeout'),
    heapBytes: process.memoryUsage().heapUsed,
    codeBytes: codeBytes(),
    sessionBytes: sessions?.bytes ?? 0,
    underWay: underWay(),
  }
}

process.on('message', async ({ ask, file }) => {
  const news = { arrived, journaled, lines, busiestMs }
  arrived = []
  journaled = []
  if (ask === 'restart the meter') busiestMs = 0
  if (ask === 'write the heap') writeHeapSnapshot(file)
  process.send({ ask, news, ...(ask === 'what is held?' ? { held: await held() } : {}) })
})
// the parent may be gone
process.on('disconnect', () => process.exit(1))
