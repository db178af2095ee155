import { connect } from 'node:net'
import { ResponseReader } from './response.mjs'

/** How many connections send at once. */
export const CONNECTIONS = 64

/** The path of a chat completion, as the mock and the bare servers have it. */
export const CHAT_PATH = '/openai/v1/chat/completions'

/** One chat request as it goes over the wire. */
export const chatRequest = (body, headers = {}, path = CHAT_PATH) => {
  const text = JSON.stringify(body)
  const lines = Object.entries({
    host: '127.0.0.1',
    authorization: 'Bearer gsk_0123456789abcdefghijklmnop',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`)
}

/** One keep-alive connection: sends what `next` gives, one after the other, until that is null. */
const converse = (port, next, onResponse, keepsBodies) =>
  new Promise((resolve, reject) => {
    let bytes = next()
    if (!bytes) return resolve()
    const open = () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      const reader = new ResponseReader(keepsBodies)
      const fail = error => {
        socket.destroy()
        reject(error)
      }
      socket.on('connect', () => socket.write(bytes)).on('error', fail)
      socket.on('close', () =>
        reject(
          new Error(`the server closed a connection ${reader.hasBegun ? 'within an answer' : 'without an answer'}`),
        ),
      )
      socket.on('data', chunk => {
        const response = reader.take(chunk)
        if (!response) return
        try {
          onResponse(response)
        } catch (error) {
          return fail(error)
        }
        bytes = next()
        if (bytes && !response.isLast) return socket.write(bytes)
        socket.removeAllListeners('close')
        socket.destroy()
        if (bytes) open()
        else resolve()
      })
    }
    open()
  })

/**
 * Keeps this thread from falling asleep until it is told to end, and tells then how many milliseconds it had nothing to do. On a
 * virtual machine it costs some 15 µs to wake a core, and whoever writes to a connection pays for it: a server that answers so
 * fast that the load never sleeps would not pay, and one that is a little slower would pay with every answer.
 */
const stayAwake = state => {
  let isOver = false
  let idleMs = 0
  let lastMs = performance.now()
  const turn = () => {
    const nowMs = performance.now()
    if (!state.hasWorked) idleMs += nowMs - lastMs
    state.hasWorked = false
    lastMs = nowMs
    if (!isOver) setImmediate(turn)
  }
  turn()
  return () => {
    isOver = true
    return idleMs
  }
}

/** Throws where another status came than the one that is measured. */
const checked = (status, onResponse) => response => {
  if (status !== null && response.status !== status)
    throw new Error(`the server answered ${response.status}, and ${status} was expected`)
  onResponse?.(response)
}

/**
 * Sends requests over some connections, until so many are sent or so many seconds are over, and waits for what is under way.
 * `request` makes the bytes of the i-th. Tells how many were answered, in which time, and how busy the load itself was, from 0
 * to 1: near 1 the server has waited for it. It stays awake where it is told to, which needs a core of its own.
 */
export const load = async ({
  port,
  request,
  count = Infinity,
  seconds = Infinity,
  connections = CONNECTIONS,
  status = null,
  onResponse,
  awake = false,
}) => {
  let sent = 0
  const state = { hasWorked: false }
  const idle = awake ? stayAwake(state) : null
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  const untilMs = startedMs + seconds * 1000
  const next = () => (sent < count && performance.now() < untilMs ? request(sent++) : null)
  const check = checked(status, onResponse)
  const arrived = response => {
    state.hasWorked = true
    check(response)
  }
  let idleMs = null
  try {
    await Promise.all(
      Array.from({ length: Math.min(connections, count) }, () => converse(port, next, arrived, Boolean(onResponse))),
    )
  } finally {
    idleMs = idle?.() ?? null
  }
  const took = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const worked = idleMs === null ? (user + system) / 1e6 : took - idleMs / 1000
  return { count: sent, seconds: took, busy: worked / took }
}
