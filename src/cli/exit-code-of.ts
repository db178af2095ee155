import type { Verdict } from '../verdict/verdict.ts'

const codes = { PASS: 0, FAIL: 1, INCONCLUSIVE: 3 } as const

/** The exit code of a command that gives a verdict; 2 is a wrong command. */
export const exitCodeOf = (result: Verdict['result']): number => codes[result]
