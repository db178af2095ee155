import { connect } from 'node:net'

/** What a connection brought, packet by packet, and how it ended. */
export interface Reading {
  readonly packets: readonly { readonly atMs: number; readonly bytes: Buffer }[]
  readonly ended: 'FIN' | 'RST' | 'open'
}

/** Behind a whole answer a FIN comes at once, or not at all. */
const FIN_MS = 100

/** Sends one request over a raw connection and reads until it ends, or until it was silent for a while. */
export const readRaw = (url: string, request: string, silenceMs = 600): Promise<Reading> =>
  new Promise(resolve => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const packets: { atMs: number; bytes: Buffer }[] = []
    let sentAt = 0
    let silence: NodeJS.Timeout | undefined
    const finish = (ended: Reading['ended']): void => {
      clearTimeout(silence)
      socket.destroy()
      resolve({ packets, ended })
    }
    const heard = (): void => {
      clearTimeout(silence)
      const isWhole = parseRaw(Buffer.concat(packets.map(({ bytes }) => bytes)))?.complete
      silence = setTimeout(finish, isWhole ? FIN_MS : silenceMs, 'open')
    }
    socket.on('connect', () => {
      sentAt = performance.now()
      socket.write(request)
      heard()
    })
    socket.on('data', bytes => {
      packets.push({ atMs: performance.now() - sentAt, bytes })
      heard()
    })
    socket.on('end', () => finish('FIN'))
    socket.on('error', () => finish('RST'))
  })

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
