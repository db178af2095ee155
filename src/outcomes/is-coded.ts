import { decode, isDecodable } from '../wire/decode.ts'

/** More than that is not looked through, so that reading a scenario stays quick. */
const MOST_BYTES = 1024 ** 2
const MOST_UNPACKED = 16 * MOST_BYTES

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Unpacked; null for bytes that can't be looked into further, though they are what they should be. */
const decoded = (coding: string, bytes: Uint8Array): Uint8Array | null => {
  if (coding === 'zstd' && ZSTD.equals(bytes.subarray(0, ZSTD.length))) return null
  if (!isDecodable(coding)) throw new Error(`no ${coding}`)
  if (bytes.length > MOST_BYTES) return null
  try {
    return decode(coding, bytes, MOST_UNPACKED)
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
