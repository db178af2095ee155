import { hash32 } from './chance.ts'

/** The luck of one request: a number in [0, 1) for each thing that is drawn. */
export type Luck = (what: string) => number

/** Content follows from the seed and the request alone, so that asking again gives the same. */
export const luckOf = ({ fingerprint, seed }: { readonly fingerprint: string; readonly seed: number }): Luck => {
  const low = hash32(fingerprint, seed)
  const high = hash32(fingerprint, ~seed)
  return what => (hash32(what, low) * 0x200000 + (hash32(what, high) >>> 11)) / 2 ** 53
}

/** The one of a list that a number in [0, 1) stands for. */
export const pick = <T>(from: readonly [T, ...T[]], luck: number): T => from[Math.floor(luck * from.length)] ?? from[0]
