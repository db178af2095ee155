import { printable } from '../printable.ts'
import type { Diagnostic } from '../scenario/diagnostic.ts'

const WIDTH = 100
const BEFORE = 60

// East Asian wide letters and emoji stand two columns wide in a terminal
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const blank = (text: string): string =>
  [...text].map(letter => (letter === '\t' ? '\t' : WIDE.test(letter) ? '  ' : ' ')).join('')

/** Where a long line is cut, so that the column stays in sight: from, up to. Never within a letter of two halves. */
const window = (line: string, column: number): readonly [number, number] => {
  if (line.length <= WIDTH) return [0, line.length]
  const from = Math.max(0, Math.min(column - 1 - BEFORE, line.length - WIDTH))
  const half = /[\udc00-\udfff]/
  const to = from + WIDTH
  return [half.test(line.charAt(from)) ? from + 1 : from, half.test(line.charAt(to)) ? to - 1 : to]
}

/** A line of a text with its number, and a caret below the column. */
const frame = (line: string, number: number, column: number): readonly string[] => {
  const [from, to] = window(line, column)
  const gutter = String(number).padStart(4)
  const head = from > 0 ? '…' : ''
  const tail = to < line.length ? '…' : ''
  return [
    `${gutter} | ${head}${printable(line.slice(from, to))}${tail}`.trimEnd(),
    `${' '.repeat(gutter.length)} | ${blank(head + printable(line.slice(from, column - 1)))}^`,
  ]
}

/** A diagnostic as compilers print it: what and where, the line with a caret, what to do. `lines` are those of its file. */
export const framed = (
  { file, line, column, severity, message, hint }: Diagnostic,
  lines: readonly string[],
): string => {
  const text = lines[line - 1]?.replace(/\r$/, '')
  const shown = text === undefined || text.trim() === '' ? [] : frame(text, line, column)
  const head = printable(`${file}:${line}:${column}: ${severity}: ${message}`)
  return [head, ...shown, ...(hint ? [printable(`     = ${hint}`)] : [])].join('\n')
}
