/** Shorter texts are never parts of others. */
const SHORTEST_PART = 13
// biome-ignore lint/suspicious/noControlCharactersInRegex: all letters that take one byte
const ONE_BYTE_LETTERS = /^[\u0000-\u00ff]*$/

/** Bytes that the letters of a text take in memory. */
export const textBytes = (text: string): number => (ONE_BYTE_LETTERS.test(text) ? text.length : 2 * text.length)

/**
 * The same text in memory of its own. What a text was cut from stays in memory with it, and one that was put together letter
 * by letter takes 32 bytes for each (docs/facts/node.md §9): what is kept for long is copied.
 */
export const ownText = (text: string): string => {
  if (text.length < SHORTEST_PART) return text
  const encoding = ONE_BYTE_LETTERS.test(text) ? 'latin1' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}

/**
 * The same text with letters of one byte, where they fit. What was cut from a text with wider letters is as wide as that, and so
 * is all that is put together with it: it is turned letter by letter when it is sent (docs/facts/node.md §8).
 */
export const narrowText = (text: string): string =>
  ONE_BYTE_LETTERS.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text
