import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cases, requestsOf } from '../cases.mjs'
import { mib, spread } from '../figures.mjs'
import { CHAT_PATH } from '../load.mjs'
import { ResponseReader } from '../response.mjs'
import { plainSamples } from '../samples.mjs'
import { fastify, silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'
import { residentOf } from '../usage.mjs'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const PART = Buffer.alloc(64 * 1024, ' ')
const CHUNK = Buffer.concat([Buffer.from(`${PART.length.toString(16)}\r\n`), PART, Buffer.from('\r\n')])
const LAST = Buffer.concat([CHUNK, Buffer.from('0\r\n\r\n')])
const PATIENCE_MS = 60_000

/** What is sent: a JSON text of blanks, with its length told or in chunks. */
const uploads = [
  { title: '26 MiB, length told', bytes: 26 * MIB, framing: 'content-length' },
  { title: '26 MiB, in chunks', bytes: 26 * MIB, framing: 'transfer-encoding' },
  { title: '1 GiB, length told', bytes: GIB, framing: 'content-length' },
  { title: '1 GiB, in chunks', bytes: GIB, framing: 'transfer-encoding' },
]

const headOf = ({ bytes, framing }) =>
  `POST ${CHAT_PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
  `${framing}: ${framing === 'content-length' ? bytes : 'chunked'}\r\n\r\n`

/** Sends as fast as the server takes it, until all is sent or the answer is there. */
const pump = (socket, { bytes, framing }, isOver) => {
  const part = framing === 'content-length' ? PART : CHUNK
  let left = bytes
  const more = () => {
    while (left > 0 && !isOver()) {
      left -= PART.length
      if (left <= 0 && framing === 'transfer-encoding') socket.write(LAST)
      else if (!socket.write(part)) return
    }
  }
  socket.on('drain', more)
  more()
}

/** One upload: which status came after how many ms, and how many bytes had left by then. */
const upload = (port, wanted) =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const reader = new ResponseReader(false)
    const fromMs = performance.now()
    let isOver = false
    const finish = status => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      resolve({ status, ms: performance.now() - fromMs, sent: socket.bytesWritten - socket.writableLength })
      socket.destroy()
    }
    const timer = setTimeout(() => finish('none'), PATIENCE_MS)
    socket.on('error', () => finish('reset')).on('close', () => finish('closed'))
    socket.on('data', bytes => {
      const response = reader.take(bytes)
      if (response) finish(String(response.status))
    })
    socket.on('connect', () => {
      socket.write(headOf(wanted))
      pump(socket, wanted, () => isOver)
    })
  })

/** Lets the system count the most memory of a process anew. */
const forgetMost = pid => {
  if (residentOf(pid)) writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** Several uploads of a kind, one after the other: all figures of each. */
const uploadsOf = async (server, wanted, times) => {
  const seen = []
  for (let i = 0; i < times; i += 1) {
    forgetMost(server.pid)
    const before = { cpu: await server.cpu(), resident: residentOf(server.pid) }
    const answer = await upload(server.port, wanted)
    const cpuMs = ((await server.cpu()).micros - before.cpu.micros) / 1000
    const resident = residentOf(server.pid)
    seen.push({ ...answer, cpuMs, grown: resident && resident.most - before.resident.now })
  }
  return seen
}

const rowOf = (name, title, seen) => [
  name,
  title,
  [...new Set(seen.map(({ status }) => status))].join(', '),
  spread(
    seen.map(({ ms }) => ms),
    1,
  ),
  spread(seen.map(({ cpuMs }) => cpuMs)),
  spread(
    seen.map(({ sent }) => sent / MIB),
    1,
  ),
  seen[0].grown === null ? '—' : mib(Math.max(...seen.map(({ grown }) => grown))),
]

/** A part of the benchmark: what bodies cost that are too large. */
export const bodiesPart = {
  name: 'bodies',
  title: 'bodies above the limit of 25 MiB',
  run: async ({ size }) => {
    const request = requestsOf(cases[0], 'equal')(0)
    const rows = []
    const raw = {}
    for (const program of [fastify(await plainSamples()), silentMock([])]) {
      const server = await startServer(program, request)
      for (const wanted of uploads) {
        const seen = await uploadsOf(server, wanted, size.uploads)
        rows.push(rowOf(program.name, wanted.title, seen))
        raw[`${program.name}: ${wanted.title}`] = seen
      }
      await server.stop()
    }
    return {
      head: ['server', 'body', 'status', 'ms to the answer', 'CPU ms', 'MiB sent by then', 'RSS at most, + MiB'],
      rows,
      notes: [
        'A server that answers and closes at once may reset the connection before the client has read the answer.',
      ],
      raw,
    }
  },
}
