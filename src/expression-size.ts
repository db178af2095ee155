const CLASS = /\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?/y
const ESCAPE = /\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|[\s\S]?)/y
const OPENING = /\((?:\?(?:P?<[^>=!]*>|[a-zA-Z-]*:|<?[=!]))?/y
const QUANTIFIER = /(?:[*+?]|\{(\d{1,9})(,(\d{0,9}))?\})[?+]?/y

/** A class takes more room the longer it is. */
const CLASS_LETTERS = 8
const PROPERTY_SIZE = 4

interface Group {
  /** Of all parts before the last one. */
  before: number
  last: number
}

const textAt = (expression: RegExp, source: string, at: number): RegExpExecArray | null => {
  expression.lastIndex = at
  return expression.exec(source)
}

/** How often what stands before a quantifier is written out. */
const copiesOf = ([, least, more, most]: RegExpExecArray): number => {
  if (least === undefined) return 1
  if (more === undefined) return Number(least)
  return most ? Number(most) : Number(least) + 1
}

const add = (group: Group, size: number): void => {
  group.before += group.last
  group.last = size
}

const close = (groups: Group[]): void => {
  const closed = groups.length > 1 ? groups.pop() : undefined
  const outer = groups.at(-1)
  if (closed && outer) add(outer, closed.before + closed.last + 2)
}

/** What stands at a place that is no quantifier: its length, after it was added. */
const take = (groups: Group[], group: Group, source: string, at: number): number => {
  const part = textAt(CLASS, source, at) ?? textAt(ESCAPE, source, at) ?? textAt(OPENING, source, at)
  const text = part?.[0] ?? source[at] ?? ''
  if (text === ')') close(groups)
  else if (part === null) add(group, 1)
  else if (text.startsWith('(')) groups.push({ before: 0, last: 0 })
  else if (text.startsWith('[')) add(group, 1 + Math.floor(text.length / CLASS_LETTERS))
  else add(group, /^\\[pP]/.test(text) ? PROPERTY_SIZE : 1)
  return text.length
}

/**
 * How large the program of a regular expression gets, about: one step a letter, and what is repeated `{n}` times is written
 * out so often. Compiling takes time in proportion to it, and so does looking for it, a letter. Takes any text, in linear time.
 */
export const expressionSize = (source: string): number => {
  const groups: Group[] = [{ before: 0, last: 0 }]
  let at = 0
  while (at < source.length) {
    const group = groups.at(-1) as Group
    const quantifier = textAt(QUANTIFIER, source, at)
    at += quantifier?.[0].length ?? take(groups, group, source, at)
    if (quantifier) group.last = (group.last + 1) * copiesOf(quantifier)
  }
  while (groups.length > 1) close(groups)
  return groups.reduce((sum, { before, last }) => sum + before + last, 0)
}

/** How many steps the rules may take for one request: about fifty milliseconds. */
export const MOST_STEPS = 1_250_000

/** Steps that compiling takes for each part of the program, and how many of a program's parts one step of looking covers. */
const COMPILING = 400
const LEAST_LOOKING = 8
const LOOKING = 4

/** How many steps compiling takes; twenty-five of them are about a microsecond. */
export const compilingCost = (size: number): number => size * COMPILING

/** How many steps it takes to look for an expression of this size in so many letters. */
export const lookingCost = (size: number, letters: number): number => letters * (LEAST_LOOKING + size / LOOKING)
