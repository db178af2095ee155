import { connect } from 'node:net'

/** One chat request as it goes over the wire. */
export const chatRequest = (body, headers = {}) => {
  const text = JSON.stringify(body)
  const lines = Object.entries({
    host: '127.0.0.1',
    authorization: 'Bearer gsk_0123456789abcdefghijklmnop',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST /openai/v1/chat/completions HTTP/1.1\r\n${lines.join('')}\r\n${text}`)
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** The response that these bytes are, or null while its end is missing. Nobody pipelines here, so nothing follows it. */
const responseIn = bytes => {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return null
  const head = bytes.latin1Slice(0, headEnd)
  const body = bytes.subarray(headEnd + 4)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)
  const isWhole = length ? body.length >= Number(length[1]) : body.subarray(-5).equals(LAST_CHUNK)
  return isWhole ? { status: Number(head.slice(9, 12)), head, body, isChunked: !length } : null
}

/** The bytes of a body without the frames of its chunks. */
export const unframed = ({ body, isChunked }) => {
  if (!isChunked) return body
  const parts = []
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.latin1Slice(at, lineEnd), 16)
    if (size === 0) return Buffer.concat(parts)
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}

/** One keep-alive connection: sends what `next` gives, one after the other, until that is null. */
const converse = (port, next, onResponse) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let pending = null
    const send = () => {
      const bytes = next()
      if (bytes) return socket.write(bytes)
      resolve()
      socket.destroy()
    }
    socket.on('connect', send).on('error', reject)
    socket.on('close', () => reject(new Error('the server closed a connection')))
    socket.on('data', chunk => {
      pending = pending ? Buffer.concat([pending, chunk]) : chunk
      const response = responseIn(pending)
      if (!response) return
      pending = null
      onResponse(response)
      send()
    })
  })

/** Sends `count` requests over some connections and tells how long that took. `request` makes the bytes of the i-th. */
export const load = async ({ port, request, count, connections = 16, onResponse = () => {}, untilMs = Infinity }) => {
  let sent = 0
  const next = () => (sent < count && performance.now() < untilMs ? request(sent++) : null)
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: connections }, () => converse(port, next, onResponse)))
  return { count: sent, seconds: (performance.now() - startedMs) / 1000 }
}
