import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** More than that is not looked through, so that reading a scenario stays quick. */
const MOST_BYTES = 1024 ** 2
const options = { maxOutputLength: 16 * MOST_BYTES }

type Decode = (bytes: Uint8Array) => Uint8Array

const inflate: Decode = bytes => {
  try {
    return inflateSync(bytes, options)
  } catch {
    return inflateRawSync(bytes, options)
  }
}

const decoders: Readonly<Record<string, Decode>> = {
  gzip: bytes => gunzipSync(bytes, options),
  'x-gzip': bytes => gunzipSync(bytes, options),
  deflate: inflate,
  br: bytes => brotliDecompressSync(bytes, options),
}

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Unpacked; null for bytes that can't be looked into further, though they are what they should be. */
const decoded = (coding: string, bytes: Uint8Array): Uint8Array | null => {
  if (coding === 'zstd' && ZSTD.equals(bytes.subarray(0, ZSTD.length))) return null
  const decode = decoders[coding]
  if (!decode) throw new Error(`no ${coding}`)
  if (bytes.length > MOST_BYTES) return null
  try {
    return decode(bytes)
  } catch (error) {
    // so far it was right
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether a body has the codings that a `content-encoding` names, the last of them outermost. Null is a plain body. */
export const isCoded = (contentEncoding: string, body: Uint8Array | null): boolean => {
  const codings = contentEncoding
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '' && coding !== 'identity')
  let left = body ?? new Uint8Array()
  try {
    for (const coding of codings.reverse()) {
      const inside = decoded(coding, left)
      if (inside === null) return true
      left = inside
    }
    return true
  } catch {
    return false
  }
}
