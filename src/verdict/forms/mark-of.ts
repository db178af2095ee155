import type { Expectation } from '../verdict.ts'

/** The sign of an expectation that is met, is not, is not judged as nothing was seen, or can't be told. */
export const markOf = ({ met, seen }: Pick<Expectation, 'met' | 'seen'>): '✓' | '✗' | '–' | '?' => {
  if (met !== null) return met ? '✓' : '✗'
  return seen ? '?' : '–'
}
