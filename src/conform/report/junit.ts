import { type JunitCase, junitXml } from '../../verdict/forms/junit-xml.ts'
import type { CaseResult } from '../result.ts'
import { type Results, timesOf } from '../results.ts'
import { seenWords } from './cell-words.ts'

const kinds = { FAILED: 'failure', MISSING: 'skipped' } as const

const caseOf = (one: CaseResult, durationMs: number | undefined): JunitCase => {
  const { id, result, title, why } = one
  const text = [title, seenWords(one), ...why].join('\n')
  const base = { name: id, ...(durationMs === undefined ? {} : { durationMs }) }
  if (result !== 'FAILED' && result !== 'MISSING') return { ...base, problem: null, out: `${result}\n${text}` }
  return { ...base, problem: { kind: kinds[result], type: result, message: why[0] ?? '', text }, out: '' }
}

/** Results in the JUnit format: a suite a family. */
export const junit = (results: Results): string => {
  const { subject, cases, times } = results
  const families = [...new Set(cases.map(({ family }) => family))]
  const suites = families.map(family => ({
    name: family,
    className: `groq-mock.conform.${family}`,
    startedAt: times.startedAt,
    cases: cases.filter(one => one.family === family).map(one => caseOf(one, timesOf(results, one.id)?.durationMs)),
  }))
  return junitXml(`groq-mock conform: ${subject}`, suites)
}
