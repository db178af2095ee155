import { once } from 'node:events'
import { connect } from 'node:net'
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
  /** How many of its waits have no end. */
  readonly endless: () => number
}

// the control API obeys no rule
const HEALTH = '/__mock/health'

/**
 * Sends one request over a raw connection and reads until it ends. One that does not end is open: its answer is whole and it
 * carries another request, or the server waits on it for ever.
 */
export const readRaw = async ({ url, entries, endless }: Readable, request: string): Promise<Reading> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const packets: { atMs: number; bytes: Buffer }[] = []
  let ended = null as 'FIN' | 'RST' | null
  socket.on('end', () => {
    ended ??= 'FIN'
  })
  socket.on('error', () => {
    ended ??= 'RST'
  })
  await once(socket, 'connect')
  const sentAt = performance.now()
  socket.on('data', bytes => packets.push({ atMs: performance.now() - sentAt, bytes }))
  socket.write(request)
  const isWhole = () => parseRaw(Buffer.concat(packets.map(({ bytes }) => bytes)))?.complete === true
  await until(() => ended !== null || isWhole() || endless() > 0)
  if (isWhole()) await entries(1)
  // what was sent before this was answered has come by now
  await (await fetch(url + HEALTH)).text()
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
