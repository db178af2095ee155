import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { rawRequest } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'
import type { Watched } from '../helpers/watching.ts'

/** What a connection brought, packet by packet, and how it ended. */
export interface Reading {
  readonly packets: readonly { readonly atMs: number; readonly bytes: Buffer }[]
  readonly ended: 'FIN' | 'RST' | 'open'
}

/** A server that is asked, and what it says of itself. */
export interface Readable extends Pick<Watched, 'entries'> {
  readonly url: string
  /** What its certificate is trusted by; absent for plain HTTP. */
  readonly ca?: string
  /** How many of its waits have no end. */
  readonly endless: () => number
}

// the control API obeys no rule
const HEALTH = '/__mock/health'

const opened = async ({ url, ca }: Pick<Readable, 'url' | 'ca'>): Promise<Socket> => {
  const port = Number(new URL(url).port)
  const socket = ca === undefined ? connect(port, '127.0.0.1') : connectTls({ port, host: '127.0.0.1', ca })
  await once(socket, ca === undefined ? 'connect' : 'secureConnect')
  return socket
}

/** What was sent before this was answered has come by now. */
const hasAnswered = async (server: Pick<Readable, 'url' | 'ca'>): Promise<void> => {
  const socket = await opened(server)
  socket.write(rawRequest('GET', HEALTH))
  await once(socket, 'data')
  socket.destroy()
}

/**
 * Sends one request over a raw connection and reads until it ends. One that does not end is open: its answer is whole and it
 * carries another request, or the server waits on it for ever.
 */
export const readRaw = async (server: Readable, request: string): Promise<Reading> => {
  const { entries, endless } = server
  const socket = await opened(server)
  const packets: { atMs: number; bytes: Buffer }[] = []
  let ended = null as 'FIN' | 'RST' | null
  socket.on('end', () => {
    ended ??= 'FIN'
  })
  socket.on('error', () => {
    ended ??= 'RST'
  })
  const sentAt = performance.now()
  socket.on('data', bytes => packets.push({ atMs: performance.now() - sentAt, bytes }))
  socket.write(request)
  const isWhole = () => parseRaw(Buffer.concat(packets.map(({ bytes }) => bytes)))?.complete === true
  await until(() => ended !== null || isWhole() || endless() > 0)
  if (isWhole()) await entries(1)
  await hasAnswered(server)
  const answer = [...packets]
  if (isWhole() && ended === null) {
    socket.write(rawRequest('GET', HEALTH))
    await until(() => ended !== null || packets.length > answer.length)
  }
  socket.destroy()
  return { packets: answer, ended: ended ?? 'open' }
}

/** An answer as it stands on the wire, taken apart. */
export interface RawHttp {
  readonly status: number
  readonly headers: string
  /** Without the framing of chunks. */
  readonly body: Buffer
  /** Whether the body came to its end by its own framing. */
  readonly complete: boolean
  /** What `content-length` promises. */
  readonly promised: number | null
  /** How many chunks of HTTP there are: each is a write. */
  readonly writes: number
}

const unchunked = (bytes: Buffer): Pick<RawHttp, 'body' | 'complete' | 'writes'> => {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (end === -1 || Number.isNaN(size)) break
    if (size === 0) return { body: Buffer.concat(parts), complete: true, writes: parts.length }
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return { body: Buffer.concat(parts), complete: false, writes: parts.length }
}

/** Takes an answer apart; null for bytes that are no HTTP. */
export const parseRaw = (bytes: Buffer): RawHttp | null => {
  const end = bytes.indexOf('\r\n\r\n')
  const headers = bytes.subarray(0, Math.max(0, end)).toString('latin1')
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(headers) ?? []
  if (status === undefined) return null
  const rest = bytes.subarray(end + 4)
  const [, length] = /^content-length: (\d+)$/im.exec(headers) ?? []
  const promised = length === undefined ? null : Number(length)
  const framed = promised === null ? unchunked(rest) : { body: rest, complete: rest.length >= promised, writes: 1 }
  return { status: Number(status), headers, ...framed, promised }
}
