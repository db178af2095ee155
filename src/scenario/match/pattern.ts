import { openExpression, whyNoExpression } from '../../expression.ts'
import { expressionSize, lookingCost } from '../../expression-size.ts'

/** A text to look for: exact, with `*` for any text, or a regular expression that runs in linear time. */
export interface Pattern {
  /** As it was written. */
  readonly text: string
  readonly test: (seen: string) => boolean
  /** How many steps it takes to look for it in so many letters; absent where that is next to nothing. */
  readonly cost?: (letters: number) => number
}

/** Larger than any that is meant so; compiling would hold up everything else. */
const MOST_SIZE = 5000

const SPECIAL = /[\\^$.|?+()[\]{}]/g

const compileGlob = (glob: string, star: string, doubleStar: string): ((seen: string) => boolean) => {
  const source = glob
    .split(/(\*\*|\*)/)
    .map(part => (part === '*' ? star : part === '**' ? doubleStar : part.replace(SPECIAL, '\\$&')))
    .join('')
  const expression = openExpression(source, 's')
  return seen => expression.matches(seen)
}

const testOf = (glob: string): ((seen: string) => boolean) => {
  const star = glob.indexOf('*')
  if (star === -1) return seen => seen === glob
  if (glob === '*') return () => true
  // by far the most common shape, `llama-*`, needs no engine
  if (star === glob.length - 1) return seen => seen.startsWith(glob.slice(0, -1))
  return compileGlob(glob, '.*', '.*')
}

/** A glob in which `*` stands for any text, slashes and nothing too, and no other character is special. */
export const globPattern = (text: string): Pattern => ({ text, test: testOf(text) })

/** A glob for paths: `*` stays within a segment, `**` crosses. */
export const pathPattern = (text: string): Pattern => ({ text, test: compileGlob(text, '[^/]*', '.*') })

const EXPRESSION = /^\/(.*)\/([ims]*)$/s

/** Whether a text is written as a regular expression: `/…/` with flags `i`, `m`, `s`. */
export const isExpression = (text: string): boolean => EXPRESSION.test(text)

/** `/…/i` as a regular expression that finds a part of the text. Throws where the expression is none. */
export const expressionPattern = (text: string): Pattern => {
  const [, source = '', flags = ''] = EXPRESSION.exec(text) ?? []
  const size = expressionSize(source)
  if (size > MOST_SIZE)
    throw new RangeError(`written out it has about ${size} parts, and ${MOST_SIZE} are the most; repeat less with {n}`)
  const expression = openExpression(source, flags)
  return { text, test: seen => expression.find(seen), cost: letters => lookingCost(size, letters) }
}

/** Text, glob or `/regex/`, whichever it is written as. */
export const textPattern = (text: string): Pattern => (isExpression(text) ? expressionPattern(text) : globPattern(text))

/** What is wrong with a pattern, or null. */
export const whyNoPattern = (text: string): string | null => {
  try {
    textPattern(text)
    return null
  } catch (error) {
    return whyNoExpression(error)
  }
}
