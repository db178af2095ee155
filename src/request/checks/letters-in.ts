import { pieceEnd } from '../../piece-end.ts'

/** How many characters a text has, whatever it takes to write one; a list of those of twenty megabytes would take 200 ms. */
export const lettersIn = (text: string): number => {
  let letters = text.length
  for (let i = 0; i < text.length; i += 1) {
    if ((text.codePointAt(i) ?? 0) <= 0xffff) continue
    letters -= 1
    i += 1
  }
  return letters
}

/** Letters that are counted in one step. */
const STEP_LETTERS = 1_048_576

/** The same in steps. */
export function* lettersInSteps(text: string): Generator<void, number> {
  let letters = 0
  for (let from = 0; from < text.length; ) {
    const to = pieceEnd(text, from, STEP_LETTERS)
    letters += lettersIn(text.slice(from, to))
    from = to
    yield
  }
  return letters
}
