import { promisify } from 'node:util'
import {
  brotliCompress,
  createBrotliCompress,
  createDeflate,
  createGzip,
  deflate,
  gzip,
  constants as zlib,
} from 'node:zlib'
import { nextTurn } from '../turn-of-the-loop.ts'
import { weightedItems } from '../weighted-items.ts'

/** How a body is compressed, by its name in `content-encoding`. */
export type Coding = 'br' | 'gzip' | 'deflate'

// the highest quality takes a hundred times as long, and no server uses it for what it makes on the way
const brotliOptions = { params: { [zlib.BROTLI_PARAM_QUALITY]: 4 } }

const whole: Readonly<Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: bytes => promisify(brotliCompress)(bytes, brotliOptions),
  gzip: bytes => promisify(gzip)(bytes),
  deflate: bytes => promisify(deflate)(bytes),
}

/** In the order of preference where a client does not mind. */
const codings = Object.keys(whole) as readonly Coding[]

/**
 * The coding that an `Accept-Encoding` header likes best: the highest weight, and among equals the
 * smaller result. Null where the body is to stay as it is.
 */
export const acceptedCoding = (header: string | undefined): Coding | null => {
  if (header === undefined) return null
  // an old name of the same, says RFC 9110
  const weights = new Map(
    weightedItems(header).map(({ name, weight }) => [name === 'x-gzip' ? 'gzip' : name, weight ?? 0]),
  )
  const of = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0
  let best: Coding | null = null
  for (const coding of codings) if (of(coding) > (best === null ? 0 : of(best))) best = coding
  return best !== null && (weights.get('identity') ?? 0) > of(best) ? null : best
}

/** A whole body, compressed beside the loop. */
export const compress = (coding: Coding, body: string | Uint8Array): Promise<Uint8Array> =>
  whole[coding](typeof body === 'string' ? Buffer.from(body) : body)

/** Compresses a body that comes bit by bit. */
export interface Encoder {
  /** The bytes by which a client can read all that was pushed so far. */
  push(bytes: Uint8Array): Promise<Uint8Array>
  /** The end of the compressed body. */
  finish(): Promise<Uint8Array>
  /** Gives back what it holds, wherever it is. */
  close(): void
}

const streams = {
  br: () => createBrotliCompress(brotliOptions),
  gzip: () => createGzip(),
  deflate: () => createDeflate(),
} as const

/** A fresh encoder; whoever takes one closes it. */
export const encoderOf = (coding: Coding): Encoder => {
  const stream = streams[coding]()
  let parts: Buffer[] = []
  const take = (): Uint8Array => {
    const taken = Buffer.concat(parts)
    parts = []
    return taken
  }
  stream.on('data', (part: Buffer) => parts.push(part))
  const failure = new Promise<never>((_resolve, reject) => stream.once('error', reject))
  // who does not wait for it any more does not miss it
  failure.catch(() => {})
  const flag = coding === 'br' ? zlib.BROTLI_OPERATION_FLUSH : zlib.Z_SYNC_FLUSH
  return {
    push: bytes => {
      const pushed = new Promise<Uint8Array>(resolve => {
        stream.write(bytes)
        // what it has made is handed out in the turn after this
        stream.flush(flag, () => nextTurn(() => resolve(take())))
      })
      return Promise.race([pushed, failure])
    },
    finish: () => {
      const finished = new Promise<Uint8Array>(resolve => {
        stream.once('end', () => resolve(take()))
        stream.end()
      })
      return Promise.race([finished, failure])
    },
    close: () => stream.destroy(),
  }
}
