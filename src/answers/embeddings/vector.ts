import { hash32 } from '../../chance.ts'

/** Places of a vector that one feature of a text moves. */
const PLACES = 4
/** How much all texts of a model have in common, so that no part of a vector is empty. */
const COMMON = 0.05

const WORD = /[\p{L}\p{N}]+/gu
const [BEFORE, AFTER] = [60, 62]

/** Numbers that follow from a hash, each from the one before (xorshift). */
const next = (hash: number): number => {
  let h = hash
  h ^= h << 13
  h ^= h >>> 17
  return h ^ (h << 5)
}

/** A hash, which is a whole number of 32 bits with its sign, as a number in [-1, 1). */
const signed = (hash: number): number => hash / 2 ** 31

const move = (vector: Float64Array, feature: number): void => {
  let hash = feature | 0 || 1
  for (let i = 0; i < PLACES; i += 1) {
    hash = next(hash)
    // as good as a remainder, and whole numbers all the way
    const place = ((hash >>> 16) * vector.length) >>> 16
    hash = next(hash)
    vector[place] = (vector[place] ?? 0) + signed(hash)
  }
}

/** Three letters as a number; without a text in between, for there are many of them. */
const three = (a: number, b: number, c: number, salt: number): number => {
  const h = Math.imul(Math.imul(Math.imul(a ^ salt, 0x01000193) ^ b, 0x01000193) ^ c, 0x01000193)
  return h ^ (h >>> 15)
}

/** A word, and its letters by threes, so that forms of a word are near to each other. */
const moveByWord = (vector: Float64Array, word: string, salt: number): void => {
  move(vector, hash32(word, salt))
  let [a, b] = [0, BEFORE]
  for (let i = 0; i <= word.length; i += 1) {
    const c = i < word.length ? word.charCodeAt(i) : AFTER
    move(vector, three(a, b, c, salt))
    a = b
    b = c
  }
}

const commonOf = (model: string, dimensions: number): Float64Array => {
  let hash = hash32(model, 1) | 0 || 1
  return Float64Array.from({ length: dimensions }, () => {
    hash = next(hash)
    return COMMON * signed(hash)
  })
}

/** The first so many numbers of a vector, made as long as 1. */
export const unit = (vector: Float64Array, dimensions = vector.length): Float32Array => {
  const kept = vector.subarray(0, dimensions)
  let sum = 0
  for (const value of kept) sum += value * value
  // not Math.hypot, whose last digit differs from engine to engine
  const length = Math.sqrt(sum) || 1
  return Float32Array.from(kept, value => value / length)
}

/** Gives the vector of a text, or of the tokens of one, not yet made as long as 1. */
export type Space = (text: string | readonly number[]) => Float64Array

/**
 * The space of a model. A vector follows from model and text alone, whatever the seed: what a client stored yesterday still
 * fits. Texts that share words, or parts of words, are near to each other.
 */
export const spaceOf = (model: string, dimensions: number): Space => {
  const common = commonOf(model, dimensions)
  const salt = hash32(model, 0)
  return text => {
    const vector = common.slice()
    if (typeof text === 'string') {
      move(vector, hash32(text, salt))
      for (const word of text.toLowerCase().match(WORD) ?? []) moveByWord(vector, word, salt)
    } else for (const token of text) move(vector, hash32(String(token), salt))
    return vector
  }
}
