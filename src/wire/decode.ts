import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

const inflate: Decode = (bytes, options) => {
  try {
    return inflateSync(bytes, options)
  } catch {
    return inflateRawSync(bytes, options)
  }
}

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflate],
  ['br', brotliDecompressSync],
])

/** Whether a coding, by its name in `content-encoding`, can be undone here. */
export const isDecodable = (coding: string): boolean => decoders.has(coding)

/**
 * Bytes as they were before a coding. Throws for one that is not known and for bytes that do not have it, and a RangeError where
 * more than `maxOutputLength` bytes come out.
 */
export const decode = (coding: string, bytes: Uint8Array, maxOutputLength: number): Uint8Array => {
  const decoder = decoders.get(coding)
  if (!decoder) throw new Error(`no ${coding}`)
  return decoder(bytes, { maxOutputLength })
}
