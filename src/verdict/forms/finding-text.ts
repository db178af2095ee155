import type { Finding } from '../verdict.ts'
import { allPartsOf, lineOf, titleOf } from './finding-parts.ts'
import { wrapped } from './wrapped.ts'

/** A finding as a paragraph for a terminal. */
export const findingText = (finding: Finding): string =>
  [`  ${titleOf(finding)}`, ...allPartsOf(finding).flatMap(part => wrapped(lineOf(part), '    '))].join('\n')
