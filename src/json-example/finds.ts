import { compilePattern, type Expression } from '../expression.ts'

/** Longer than any real pattern; compiling takes time that grows with it. */
const LONGEST = 1000
/** The patterns of a schema are kept for its next request, but only this many of them. */
const MOST_KEPT = 100

const compiled = new Map<string, Expression | null>()

const compile = (source: string): Expression | null => {
  const expression = source.length > LONGEST ? null : compilePattern(source)
  if (compiled.size >= MOST_KEPT) compiled.clear()
  compiled.set(source, expression)
  return expression
}

/** Whether a pattern finds something in a text, in linear time; null for a pattern that can't be asked that. */
export const finds = (source: string, text: string): boolean | null => {
  const known = compiled.get(source)
  const expression = known === undefined ? compile(source) : known
  return expression?.find(text) ?? null
}
