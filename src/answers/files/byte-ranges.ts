import parseRange from 'range-parser'

/** A part of a body, from its first to its last byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** More parts than this are no download but an attack: the header is then passed over. */
const MOST_PARTS = 50

/**
 * The parts that a `Range` header asks for, in its order; those that touch or overlap are one. `all` where there is no
 * header or one that HTTP has a server pass over: another unit, no syntax, too many parts. `none` where no byte of it exists.
 */
export const byteRanges = (header: string | undefined, length: number): readonly ByteRange[] | 'all' | 'none' => {
  if (header === undefined || !/^bytes=/i.test(header)) return 'all'
  // a suffix longer than the body is all of it; the parser would drop it
  const clamped = header.replace(/([=,]\s*)-(\d+)/g, (_, before, suffix) => `${before}-${Math.min(suffix, length)}`)
  const ranges = parseRange(length, clamped, { combine: true })
  if (ranges === -1) return 'none'
  return ranges === -2 || ranges.length > MOST_PARTS ? 'all' : ranges.map(({ start, end }) => ({ start, end }))
}

/** As `Content-Range` says it. */
export const contentRange = ({ start, end }: ByteRange, length: number): string => `bytes ${start}-${end}/${length}`

/** The bytes of a range. */
export const partOf = (whole: Uint8Array, { start, end }: ByteRange): Uint8Array => whole.subarray(start, end + 1)

/** Several parts as `multipart/byteranges`. The boundary must not be in the body. */
export const multipart = (
  whole: Uint8Array,
  ranges: readonly ByteRange[],
  contentType: string,
  boundary: string,
): Uint8Array => {
  const parts = ranges.flatMap(range => [
    Buffer.from(
      `\r\n--${boundary}\r\ncontent-type: ${contentType}\r\ncontent-range: ${contentRange(range, whole.length)}\r\n\r\n`,
    ),
    partOf(whole, range),
  ])
  return Buffer.concat([...parts, Buffer.from(`\r\n--${boundary}--\r\n`)])
}
