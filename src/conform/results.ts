import { isObject } from '../json-value.ts'
import { type ResultWord, words } from './case.ts'
import type { CaseResult, CaseTimes } from './result.ts'

/** What a client's runner came to in the cases of a suite. All that differs from run to run stands in `times`. */
export interface Results {
  readonly format: 'groq-mock-conformance-results'
  readonly version: 1
  /** Who was judged. */
  readonly subject: string
  readonly command: string
  readonly groqMock: string
  /** In the order of the suite. */
  readonly cases: readonly CaseResult[]
  readonly times: {
    readonly startedAt: string
    readonly durationMs: number
    readonly cases: Readonly<Record<string, CaseTimes>>
  }
}

/** What differs from run to run of a case, whatever its id is; undefined where it was not run. */
export const timesOf = ({ times }: Results, id: string): CaseTimes | undefined =>
  Object.hasOwn(times.cases, id) ? times.cases[id] : undefined

/** How many cases came to each result. */
export const countsIn = ({ cases }: Pick<Results, 'cases'>): Readonly<Record<ResultWord, number>> => {
  const counts = { OK: 0, 'NON-STRICT': 0, FAILED: 0, INFORMATIONAL: 0, MISSING: 0 }
  for (const { result } of cases) counts[result] += 1
  return counts
}

/** `61 OK, 2 NON-STRICT, 1 FAILED`: those that there are. */
export const summary = (results: Pick<Results, 'cases'>): string => {
  const counts = countsIn(results)
  return words.flatMap(word => (counts[word] > 0 ? [`${counts[word]} ${word}`] : [])).join(', ')
}

const isCase = (value: unknown): boolean =>
  isObject(value) && typeof value.id === 'string' && words.some(word => word === value.result)

/** Reads a `results.json`; null where a text is none of this version. */
export const readResults = (text: string): Results | null => {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value) || value.format !== 'groq-mock-conformance-results' || value.version !== 1) return null
    const isWhole = Array.isArray(value.cases) && value.cases.every(isCase) && isObject(value.times)
    return isWhole && typeof value.subject === 'string' ? (value as unknown as Results) : null
  } catch {
    return null
  }
}
