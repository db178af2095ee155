import { createRequire } from 'node:module'
import type { FunctionExpressionType, JSONPathEnvironment, JSONPathQuery } from 'json-p3'
import { compileExpression, type Expression } from '../../expression.ts'
import { compilingCost, expressionSize, lookingCost } from '../../expression-size.ts'
import { counted } from './counted.ts'

type JsonP3 = typeof import('json-p3')

/** Takes steps for the query that is under way, and throws where none are left. */
let spendNow: (steps: number) => void = () => {}
/** The patterns that this query has met. */
const paid = new Set<string>()

/** A pattern that was met, and how large its program is; null for what is no pattern. */
interface Compiled {
  readonly size: number
  readonly expression: Expression | null
}

/** `search` and `match` of RFC 9535 by an engine of linear time: the pattern comes from a file, the text from a client. */
const pairTest = (
  { FunctionExpressionType: types }: JsonP3,
  test: (expression: Expression, text: string) => boolean,
) => {
  const compiled = new Map<string, Compiled>()
  const compiledOf = (pattern: string): Compiled => {
    const known = compiled.get(pattern)
    const size = known?.size ?? expressionSize(pattern)
    // a pattern may come from the document as well; paid for once a query, whether or not it is known
    if (!paid.has(pattern)) spendNow(compilingCost(size))
    paid.add(pattern)
    if (known) return known
    const fresh = { size, expression: compileExpression(pattern) }
    if (compiled.size < MAX_PATTERNS) compiled.set(pattern, fresh)
    return fresh
  }
  return {
    argTypes: [types.ValueType, types.ValueType] satisfies FunctionExpressionType[],
    returnType: types.LogicalType,
    call: (text: unknown, pattern: unknown): boolean => {
      const found = typeof pattern === 'string' ? compiledOf(pattern) : null
      if (!found?.expression || typeof text !== 'string') return false
      spendNow(lookingCost(found.size, text.length))
      return test(found.expression, text)
    },
  }
}

const MAX_PATTERNS = 1000

const open = (): JSONPathEnvironment => {
  // loaded at its first use: most scenarios have no path, and a server's start should not pay for one
  const library = createRequire(import.meta.url)('json-p3') as JsonP3
  const opened = new library.JSONPathEnvironment()
  opened.functionRegister.set(
    'search',
    pairTest(library, (found, text) => found.find(text)),
  )
  opened.functionRegister.set(
    'match',
    pairTest(library, (found, text) => found.matches(text)),
  )
  return opened
}

let environment: JSONPathEnvironment | null = null

/** A path that is ready to select. */
interface Path {
  readonly query: JSONPathQuery
  readonly isCostly: boolean
}

/** A path without these goes through a document once at most. */
const COSTLY = /\.\.|\?/

/** A JSONPath (RFC 9535), ready to select. Throws where the text is none. */
export const compilePath = (text: string): Path => {
  environment ??= open()
  const query = environment.compile(text)
  return { query, isCostly: COSTLY.test(query.toString()) }
}

/** Steps for a member that is read. */
const READING = 25

/**
 * The values that a path selects; none where the document nests deeper than the library goes, or where it takes more steps
 * than `take` gives.
 */
export const selected = (
  { query, isCostly }: Path,
  document: unknown,
  take: (steps: number) => boolean,
): readonly unknown[] => {
  spendNow = steps => {
    if (!take(steps)) throw new RangeError('too many steps')
  }
  const spent = (members: number): void => spendNow(READING * members)
  try {
    return query.query((isCostly ? counted(document, spent) : document) as never).values()
  } catch {
    return []
  } finally {
    spendNow = () => {}
    paid.clear()
  }
}

/** What is wrong with a JSONPath, or null. */
export const whyNoPath = (text: string): string | null => {
  try {
    compilePath(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
