import type { Verdict } from '../verdict/verdict.ts'

const codes = { PASS: 0, FAIL: 1, INCONCLUSIVE: 3 } as const

/** The exit code of a command that gives a verdict; 2 is a wrong command. */
export const exitCodeOf = (result: Verdict['result']): number => codes[result]

/** The worst of some: FAIL over INCONCLUSIVE over PASS. */
export const worstResult = (verdicts: readonly Pick<Verdict, 'result'>[]): Verdict['result'] =>
  (['FAIL', 'INCONCLUSIVE'] as const).find(worst => verdicts.some(({ result }) => result === worst)) ?? 'PASS'
