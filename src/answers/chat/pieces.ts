import { goJson } from '../../groq/go.ts'

/** A word with the space before it, as models emit them; long words come in pieces. */
const PIECE = /\s*\S{1,24}|\s+$/gu

/** Text in which nothing has to be escaped: most texts, and asked once for all of their pieces. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/

const jsonOf = (text: string, found: readonly string[]): readonly string[] =>
  PLAIN.test(text) ? found.map(piece => `"${piece}"`) : found.map(goJson)

const cut = (text: string): readonly string[] => text.match(PIECE) ?? []

/** A text in the pieces that a stream brings it in, each as a JSON string. */
export const pieces = (text: string): readonly string[] => jsonOf(text, cut(text))

/** The same of a text whose end has pieces of its own. */
export const piecesWith = (text: string, end: readonly string[]): readonly string[] => {
  const length = end.reduce((sum, piece) => sum + piece.length, 0)
  return jsonOf(text, [...cut(text.slice(0, text.length - length)), ...end])
}
