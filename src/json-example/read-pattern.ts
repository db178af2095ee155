import { classes, negated, property, type Range } from './letters.ts'

/** A regular expression as far as a text can be made from it: what only looks around is left out. */
export type PatternPart =
  | { readonly kind: 'letter'; readonly ranges: readonly Range[] }
  | { readonly kind: 'row'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'either'; readonly branches: readonly PatternPart[] }
  | { readonly kind: 'many'; readonly of: PatternPart; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly number: number; readonly of: PatternPart }
  | { readonly kind: 'again'; readonly number: number }

const NOTHING: PatternPart = { kind: 'row', parts: [] }
const MOST_NESTED = 50

const controls: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['f', 12],
  ['v', 11],
  ['0', 0],
])

/** An expression on its way through the parser. */
interface Reading {
  readonly source: string
  at: number
  groups: number
  nested: number
}

/** Takes what comes next, where it looks like this. The expression has to be sticky. */
const take = (reading: Reading, expression: RegExp): RegExpExecArray | null => {
  expression.lastIndex = reading.at
  const found = expression.exec(reading.source)
  if (found) reading.at += found[0].length
  return found
}

const exactly = (code: number): readonly Range[] => [[code, code]]

const CODE = /(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/y
const PROPERTY = /([pP])\{([\w=]+)\}/y
const CONTROL = /c([A-Za-z])/y
const ANY = /[\s\S]/uy

/** A letter by its number: `x41`, `u0041`, `u{41}`, `cA`. */
const numbered = (reading: Reading): readonly Range[] | null => {
  const code = take(reading, CODE)
  if (code) return exactly(Math.min(Number.parseInt(code.slice(1).join(''), 16), 0x10ffff))
  const control = take(reading, CONTROL)
  return control && exactly((control[1]?.charCodeAt(0) ?? 0) % 32)
}

/** What stands behind a backslash, as letters. */
const escaped = (reading: Reading): readonly Range[] => {
  const known = numbered(reading)
  if (known) return known
  const [, kind, name = ''] = take(reading, PROPERTY) ?? []
  if (kind) return kind === 'P' ? negated(property(name)) : property(name)
  const letter = take(reading, ANY)?.[0] ?? '\\'
  return classes.get(letter === '.' ? '' : letter) ?? exactly(controls.get(letter) ?? letter.codePointAt(0) ?? 0)
}

const classMember = (reading: Reading): readonly Range[] => {
  if (take(reading, /\\b/y)) return exactly(8)
  if (take(reading, /\\/y)) return escaped(reading)
  return exactly(take(reading, ANY)?.[0].codePointAt(0) ?? 0)
}

const classOf = (reading: Reading): readonly Range[] => {
  const inverse = take(reading, /\^/y) !== null
  const ranges: Range[] = []
  while (reading.at < reading.source.length && !take(reading, /\]/y)) {
    const from = classMember(reading)
    const to = take(reading, /-(?!\])/y) ? classMember(reading) : from
    const [low, high] = [from[0]?.[0] ?? 0, to[0]?.[1] ?? 0]
    if (to === from || from.length > 1 || low > high) ranges.push(...from, ...to)
    else ranges.push([low, high])
  }
  return inverse ? negated(ranges) : ranges
}

const LOOKAROUND = /\?<?[=!]/y
const CAPTURING = /(?!\?)|\?<[^>=!]+>/y

const groupOf = (reading: Reading): PatternPart => {
  const looks = take(reading, LOOKAROUND) !== null
  const captures = !looks && take(reading, CAPTURING) !== null
  if (!(looks || captures)) take(reading, /\?[a-z]*:/y)
  if (captures) reading.groups += 1
  const number = reading.groups
  const of = eitherOf(reading)
  take(reading, /\)/y)
  if (looks) return NOTHING
  return captures ? { kind: 'group', number, of } : of
}

const atomOf = (reading: Reading): PatternPart => {
  if (take(reading, /[\^$]|\\[bB]/y)) return NOTHING
  if (take(reading, /\(/y)) return groupOf(reading)
  if (take(reading, /\[/y)) return { kind: 'letter', ranges: classOf(reading) }
  if (take(reading, /\./y)) return { kind: 'letter', ranges: classes.get('.') ?? [] }
  const back = take(reading, /\\([1-9])/y)
  if (back) return { kind: 'again', number: Number(back[1]) }
  if (take(reading, /\\/y)) return { kind: 'letter', ranges: escaped(reading) }
  return { kind: 'letter', ranges: exactly(take(reading, ANY)?.[0].codePointAt(0) ?? 0) }
}

const QUANTIFIER = /(?:([*+?])|\{(\d{1,9})(,(\d{0,9}))?\})\??/y

const quantified = (reading: Reading): PatternPart => {
  const of = atomOf(reading)
  const found = take(reading, QUANTIFIER)
  if (!found) return of
  const [, sign, least, more, most] = found
  if (sign) return { kind: 'many', of, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
  const upTo = more === undefined ? Number(least) : most ? Number(most) : Number.POSITIVE_INFINITY
  return { kind: 'many', of, least: Number(least), most: upTo }
}

const rowOf = (reading: Reading): PatternPart => {
  const parts: PatternPart[] = []
  while (reading.at < reading.source.length && !/[|)]/.test(reading.source[reading.at] ?? '')) {
    parts.push(quantified(reading))
  }
  return { kind: 'row', parts }
}

function eitherOf(reading: Reading): PatternPart {
  reading.nested += 1
  if (reading.nested > MOST_NESTED) throw new RangeError('too deeply nested')
  const branches = [rowOf(reading)]
  while (take(reading, /\|/y)) branches.push(rowOf(reading))
  reading.nested -= 1
  return branches.length === 1 && branches[0] ? branches[0] : { kind: 'either', branches }
}

/** Reads an expression that was found to be one; null for one that is nested without need. */
export const readPattern = (source: string): PatternPart | null => {
  const reading: Reading = { source, at: 0, groups: 0, nested: 0 }
  try {
    return eitherOf(reading)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
