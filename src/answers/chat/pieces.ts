import { goJson } from '../../groq/go.ts'

/** A word with the space before it, as models emit them; long words come in pieces. */
const PIECE = /\s*\S{1,24}|\s+$/gu

/** Text in which nothing has to be escaped: most texts, and asked once for all of their pieces. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/

/** A text in the pieces that a stream brings it in, each as a JSON string. */
export const pieces = (text: string): readonly string[] => {
  const found = text.match(PIECE) ?? []
  return PLAIN.test(text) ? found.map(piece => `"${piece}"`) : found.map(goJson)
}
