import { byteRanges, contentRange, partOf } from '../answers/files/byte-ranges.ts'

/** A part of a body and the `Content-Range` that says which. */
export interface BodyPart {
  readonly bytes: Uint8Array
  readonly contentRange: string
}

/** The bytes that a `Range` header asks for (the first range of several); without one that fits, the first half. */
export const injectedPart = (whole: Uint8Array, header: string | undefined): BodyPart => {
  const ranges = byteRanges(header, whole.length)
  const first = typeof ranges === 'string' ? undefined : ranges[0]
  const range = first ?? { start: 0, end: Math.max(0, Math.ceil(whole.length / 2) - 1) }
  return { bytes: partOf(whole, range), contentRange: contentRange(range, whole.length) }
}
