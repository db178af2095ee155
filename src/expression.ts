import { createRequire } from 'node:module'
import { type Automaton, automatonCount } from './automata.ts'

/** A regular expression that runs in linear time, whatever the pattern and the text. */
export interface Expression {
  /** Whether some part of the text fits. */
  find(text: string): boolean
  /** Whether the whole text fits. */
  matches(text: string): boolean
}

type Re2 = typeof import('re2js')

let loaded: Re2 | null = null

/** The engine, loaded at its first use: most scenarios have no expression. */
const engine = (): Re2['RE2JS'] => {
  loaded ??= createRequire(import.meta.url)('re2js') as Re2
  return loaded.RE2JS
}

/** Loads what the first request with an expression in its schema would wait for. */
export const prepareExpressions = (): void => void engine()

/** Where `re2js` has the automaton of an expression once it has looked at a text; it gives no other way to it. */
interface Inner {
  readonly re2Input?: { readonly lazyDFA?: Automaton | null }
}

const wrap = (compiled: ReturnType<Re2['RE2JS']['compile']>): Expression => {
  const count = automatonCount()
  const counted = (found: boolean): boolean => {
    const automaton = (compiled as unknown as Inner).re2Input?.lazyDFA
    if (automaton) count(automaton)
    return found
  }
  return {
    find: text => counted(compiled.matcher(text).find()),
    matches: text => counted(compiled.matches(text)),
  }
}

/** Compiles an expression with flags out of `i`, `m`, `s`. Throws where it is none. */
export const openExpression = (source: string, flags: string): Expression => {
  const re2 = engine()
  const bits: Readonly<Record<string, number>> = { i: re2.CASE_INSENSITIVE, m: re2.MULTILINE, s: re2.DOTALL }
  return wrap(
    re2.compile(
      source,
      [...flags].reduce((all, flag) => all | (bits[flag] ?? 0), 0),
    ),
  )
}

/** What is wrong with an expression, by what opening it threw: the reason, and the part of the text that has it. */
export const whyNoExpression = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown)
  if (!(loaded && thrown instanceof loaded.RE2JSSyntaxException)) return thrown.message
  const { error, input } = thrown
  return input ? `${error}: \`${input}\`` : error
}

/** The same without flags, as RFC 9485 has it; null where it is none. */
export const compileExpression = (source: string): Expression | null => {
  try {
    return openExpression(source, '')
  } catch {
    return null
  }
}

/** An expression of ECMAScript, as JSON Schema has them; null if it is invalid, or looks ahead or back and so can't be linear. */
export const compilePattern = (source: string): Expression | null => {
  const re2 = engine()
  try {
    return wrap(re2.compile(re2.translateRegExp(source)))
  } catch {
    return null
  }
}
