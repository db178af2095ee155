import { isObject } from '../json-value.ts'
import { type ResultWord, words } from './case.ts'
import type { CaseResult } from './result.ts'

/** The results that somebody checked in, by case. */
export type Expected = ReadonlyMap<string, ResultWord>

const FORMAT = 'groq-mock-conformance-expected'

/** Reads a file of expected results; null where a text is none of this version. */
export const readExpected = (text: string): Expected | null => {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || value.format !== FORMAT || value.version !== 1 || !isObject(value.results)) return null
    const rows = Object.entries(value.results)
    const isSound = rows.every(([, result]) => words.some(word => word === result))
    return isSound ? new Map(rows as [string, ResultWord][]) : null
  } catch {
    return null
  }
}

/** The file that expects these results, and of cases that were not run what was expected before. */
export const expectedText = (order: readonly string[], before: Expected, cases: readonly CaseResult[]): string => {
  const all = new Map([...before, ...cases.map(({ id, result }) => [id, result] as const)])
  const results = Object.fromEntries(order.flatMap(id => (all.has(id) ? [[id, all.get(id)]] : [])))
  return `${JSON.stringify({ format: FORMAT, version: 1, results }, null, 2)}\n`
}

/** The results that are not the expected ones, better or worse, each in a line. */
export const differencesFrom = (expected: Expected, cases: readonly CaseResult[]): readonly string[] =>
  cases.flatMap(({ id, result, why }) => {
    const before = expected.get(id)
    if (before === result) return []
    const reason = why.length === 0 ? '' : ` (${why.join('; ')})`
    return [`${id}: ${before ?? 'nothing'} was expected, and it is ${result}${reason}`]
  })
