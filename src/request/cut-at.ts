const BACKSLASH = 92
const LETTER_U = 117

/** The first place from `wanted` on where a text of JSON can be cut: in the middle of no escape and no letter. `from` is such a place. */
export const cutAt = (bytes: Buffer, from: number, wanted: number): number => {
  let at = bytes.subarray(from, wanted).includes(BACKSLASH) ? from : wanted
  while (at < wanted) at += bytes[at] === BACKSLASH ? (bytes[at + 1] === LETTER_U ? 6 : 2) : 1
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1
  return at
}
