import { AssertionError } from 'node:assert'
import { UsageError } from '../usage-error.ts'
import { verdictText } from '../verdict/forms/verdict-text.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { checkOptions, yesOrNo } from './options.ts'

/** What else passes. */
export interface AssertPassOptions {
  /** A verdict that could not be reached passes too. Default false: its reasons are thrown. */
  readonly allowInconclusive?: boolean
}

const isVerdict = (value: unknown): value is Verdict =>
  typeof value === 'object' && value !== null && 'result' in value && 'findings' in value

/** Throws `AssertionError` with what a verdict says of the client, unless it is PASS. */
export const assertPass = (verdict: Verdict, options: AssertPassOptions = {}): void => {
  checkOptions('assertPass', options, { allowInconclusive: yesOrNo }, '{ allowInconclusive: true }')
  if (!isVerdict(verdict)) throw new UsageError('assertPass takes a verdict: assertPass(await mock.verdict()).')
  const { result } = verdict
  if (result === 'PASS' || (result === 'INCONCLUSIVE' && options.allowInconclusive)) return
  throw new AssertionError({
    message: verdictText(verdict, null),
    actual: result,
    expected: 'PASS',
    operator: 'assertPass',
    stackStartFn: assertPass,
  })
}
