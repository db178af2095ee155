/** Luck that comes from its key alone: the same numbers give the same shot, in whatever order shots are made. */
export const luckOf = (seed, number) => {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = most => Math.floor(next() * most)
  return {
    /** A whole number from 0 up to, not including, `most`. */
    below,
    /** One of a list. */
    of: list => list[below(list.length)],
    /** True so often. */
    chance: share => next() < share,
  }
}
