import { hash32 } from '../chance.ts'

/** Places of a vector that one feature of a text moves. */
const PLACES = 8
/** How much all texts of a model have in common: no part of a vector is ever empty, and no two texts are opposites. */
const COMMON = 0.05

const WORD = /[\p{L}\p{N}]+/gu

/** What a text is told by: itself, its words, and their letters by threes, so that forms of a word are near to each other. */
const featuresOf = function* (text: string): Generator<string> {
  yield text
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    yield word
    const framed = `<${word}>`
    for (let i = 0; i + 3 <= framed.length; i += 1) yield framed.slice(i, i + 3)
  }
}

/** Numbers that follow from a hash, each from the one before (xorshift). */
const next = (hash: number): number => {
  let h = hash
  h ^= h << 13
  h ^= h >>> 17
  h ^= h << 5
  return h >>> 0
}

const move = (vector: Float64Array, feature: string, salt: number): void => {
  let hash = hash32(feature, salt) || 1
  for (let i = 0; i < PLACES; i += 1) {
    hash = next(hash)
    const place = (hash >>> 1) % vector.length
    vector[place] = (vector[place] ?? 0) + (hash & 1 ? 1 : -1)
  }
}

const commonTo = (model: string, dimensions: number): Float64Array => {
  let hash = hash32(model, 1) || 1
  return Float64Array.from({ length: dimensions }, () => {
    hash = next(hash)
    return COMMON * (hash & 1 ? 1 : -1)
  })
}

/** The first so many numbers of a vector, made as long as 1. */
export const unit = (vector: Float64Array, dimensions = vector.length): Float32Array => {
  const kept = vector.subarray(0, dimensions)
  const length = Math.hypot(...kept)
  return Float32Array.from(kept, value => value / length)
}

/**
 * What a text, or the tokens of one, comes to in the space of a model, not yet made as long as 1. It follows from model and text
 * alone, whatever the seed: vectors that a client stored yesterday still fit. Texts with common words are near to each other.
 */
export const vectorOf = (text: string | readonly number[], model: string, dimensions: number): Float64Array => {
  const vector = commonTo(model, dimensions)
  const salt = hash32(model, 0)
  const features = typeof text === 'string' ? featuresOf(text) : text.map(token => `token ${token}`)
  for (const feature of features) move(vector, feature, salt)
  return vector
}
