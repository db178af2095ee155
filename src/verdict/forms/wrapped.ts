/** As wide as terminals are at least, and people like to read. */
const WIDTH = 100

/** Blanks at which a line may end: not between a number and its unit. */
const BREAK = /(?<!\d) | (?!(?:ms|s|%)(?:[\s.,:;)]|$))/

/** A paragraph in lines of at most that width, each behind an indent. */
export const wrapped = (text: string, indent: string): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(BREAK)) {
    if (line !== '' && line.length + word.length + 1 > WIDTH - indent.length) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map(one => `${indent}${one}`)
}
