import { hash32 } from '../chance.ts'

const hex = (text: string, salt: number): string => hash32(text, salt).toString(16).padStart(8, '0')

/** Something in the form of a version 4 UUID that follows from a text. */
export const uuidFrom = (text: string): string => {
  const [a, b, c, d] = [hex(text, 1), hex(text, 2), hex(text, 3), hex(text, 4)]
  const variant = ((Number.parseInt(c.slice(0, 1), 16) & 3) | 8).toString(16)
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}

/** Nine characters of base 36: how the calls of Llama and Qwen models are named (docs/facts/groq-wire.md §3.2). */
export const nineFrom = (luck: number): string =>
  Math.floor(luck * 36 ** 9)
    .toString(36)
    .padStart(9, '0')

/** `fp_` and ten hex digits: stands for the build of the model, so it moves with the model and the seed only. */
export const systemFingerprintOf = (model: string, seed: number): string =>
  `fp_${hex(model, seed)}${hex(model, ~seed).slice(0, 2)}`
