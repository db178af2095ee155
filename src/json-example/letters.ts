/** Code points from the first to the last. */
export type Range = readonly [number, number]

const LAST = 0x10ffff
const one = (letter: string): Range => [letter.codePointAt(0) ?? 0, letter.codePointAt(0) ?? 0]
const span = (from: string, to: string): Range => [one(from)[0], one(to)[0]]

const lower = span('a', 'z')
const upper = span('A', 'Z')
const digit = span('0', '9')

/** All but these. */
export const negated = (ranges: readonly Range[]): readonly Range[] => {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0])
  const left: Range[] = []
  let next = 0
  for (const [from, to] of sorted) {
    if (from > next) left.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= LAST) left.push([next, LAST])
  return left
}

const words = [lower, upper, digit, one('_')]
const spaces = [one(' '), [9, 13] as const, one('\u00a0')]
const lineEnds = [one('\n'), one('\r'), one('\u2028'), one('\u2029')]

/** What a class of one letter stands for, and `.`. */
export const classes: ReadonlyMap<string, readonly Range[]> = new Map([
  ['.', negated(lineEnds)],
  ['d', [digit]],
  ['D', negated([digit])],
  ['w', words],
  ['W', negated(words)],
  ['s', spaces],
  ['S', negated(spaces)],
])

/** A few of the letters that a Unicode property stands for. */
const properties: ReadonlyMap<string, readonly Range[]> = new Map([
  ['Lu', [upper]],
  ['Uppercase', [upper]],
  ['N', [digit]],
  ['Nd', [digit]],
  ['P', [one('.'), one('-'), one('!')]],
  ['S', [one('$'), one('+')]],
  ['Z', [one(' ')]],
  ['Zs', [one(' ')]],
  ['White_Space', [one(' ')]],
])

/** The letters of `\p{name}`, for names that patterns use; for others letters from a to z. */
export const property = (name: string): readonly Range[] =>
  properties.get(name.replace(/^(General_Category|gc)=/, '')) ?? [lower]

/** What is taken first where there is a choice: what reads well. */
const preferred: readonly Range[] = [lower, upper, digit, span(' ', '~'), [0xa1, 0xd7ff], [0xe000, LAST], [0, 0x1f]]

const overlap = (ranges: readonly Range[], [from, to]: Range): readonly Range[] =>
  ranges.map(([a, b]) => [Math.max(a, from), Math.min(b, to)] as const).filter(([a, b]) => a <= b)

/** A letter within these ranges, by a number in [0, 1); empty where there is none. */
export const letterOf = (ranges: readonly Range[], luck: number): string => {
  for (const wanted of preferred) {
    const from = overlap(ranges, wanted)
    const many = from.reduce((sum, [a, b]) => sum + b - a + 1, 0)
    let left = Math.floor(luck * many)
    for (const [a, b] of from) {
      if (left <= b - a) return String.fromCodePoint(a + left)
      left -= b - a + 1
    }
  }
  return ''
}
