import parseRange from 'range-parser'

/** A part of a body and the `Content-Range` that says which. */
export interface Part {
  readonly bytes: Uint8Array
  readonly contentRange: string
}

/** The bytes that a `Range` header asks for (the first range of several); without one that fits, the first half. */
export const partOf = (whole: Uint8Array, range: string | undefined): Part => {
  const ranges = range === undefined ? -2 : parseRange(whole.length, range)
  const first = typeof ranges === 'number' || ranges.type !== 'bytes' ? undefined : ranges[0]
  const { start, end } = first ?? { start: 0, end: Math.max(0, Math.ceil(whole.length / 2) - 1) }
  return { bytes: whole.subarray(start, end + 1), contentRange: `bytes ${start}-${end}/${whole.length}` }
}
