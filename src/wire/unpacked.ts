import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Coding } from './content-coding.ts'
import type { HeaderList } from './header-list.ts'

/** The errors that anybody reads are far smaller. */
const options = { maxOutputLength: 64 * 1024 }

const decoders: Readonly<Record<Coding, (bytes: Uint8Array) => Uint8Array>> = {
  br: bytes => brotliDecompressSync(bytes, options),
  gzip: bytes => gunzipSync(bytes, options),
  deflate: bytes => inflateSync(bytes, options),
}

/** A small body as it was before the coding that its headers name; as it is where there is none, or it lies. */
export const unpacked = (headers: Readonly<HeaderList> | null, body: Uint8Array | string): Uint8Array | string => {
  const at = headers?.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-encoding') ?? -1
  const coding = headers?.[at + 1]
  if (at === -1 || coding === undefined || typeof body === 'string' || !Object.hasOwn(decoders, coding)) return body
  try {
    return decoders[coding as Coding](body)
  } catch {
    return body
  }
}
