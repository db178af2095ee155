/**
 * Seeded luck. Everything that looks random in an answer comes from here: a number in [0, 1) that depends on its key
 * alone, so that the same seed and the same requests give the same answers, in whatever order they arrive.
 */

/** Murmur3's last step: every bit of the input moves every bit of the output. */
const avalanche = (hash: number): number => {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A whole number in [0, 2³²) from a text and a salt. */
export const hash32 = (text: string, salt: number): number => {
  let h = (0x811c9dc5 ^ salt) | 0
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return avalanche(h)
}

/** What a draw is for and whose it is. Equal keys give equal luck. */
export type DrawKey = readonly (string | number)[]

/** A number in [0, 1) from its key: 53 bits, no state. */
export const draw = (key: DrawKey): number => {
  const text = key.join('\u0000')
  return (hash32(text, 0) * 0x200000 + (hash32(text, 0x9e3779b9) >>> 11)) / 2 ** 53
}

/** A number in [0, 1) that never repeats: for ids and timings, which must differ from answer to answer. */
export const unseeded = (): number => Math.random()
