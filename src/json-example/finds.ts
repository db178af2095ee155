import { compilePattern, type Expression } from '../expression.ts'
import { compilingCost, expressionSize, lookingCost } from '../expression-size.ts'
import { type Making, takeSteps } from './making.ts'

/** Longer than any real pattern. */
const LONGEST = 1000
/** The patterns of a schema are kept for its next request, but only this many of them. */
const MOST_KEPT = 100

interface Kept {
  readonly size: number
  /** Undefined until it is needed; null for what is no pattern. */
  expression: Expression | null | undefined
}

const kept = new Map<string, Kept>()

const keptOf = (source: string): Kept => {
  const known = kept.get(source)
  if (known) return known
  const fresh: Kept =
    source.length > LONGEST ? { size: 0, expression: null } : { size: expressionSize(source), expression: undefined }
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(source, fresh)
  return fresh
}

/** Counted whether or not it was compiled before: equal requests get equal answers. */
const costOf = (size: number, text: string, isFirst: boolean): number =>
  (isFirst ? compilingCost(size) : 0) + lookingCost(size, text.length)

/**
 * Whether a pattern finds something in a text, in linear time; null for a pattern that can't be asked that, or for which too
 * few steps are left.
 */
export const finds = (source: string, text: string, making: Making): boolean | null => {
  const one = keptOf(source)
  if (one.expression === null) return null
  const { compiled } = making.budget
  if (!takeSteps(making, costOf(one.size, text, !compiled.has(source)))) return null
  compiled.add(source)
  if (one.expression === undefined) one.expression = compilePattern(source)
  return one.expression?.find(text) ?? null
}
