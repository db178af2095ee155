import { tableCells } from '../../verdict/forms/verdicts-html.ts'
import type { Drilled } from '../drilled.ts'
import { exitWords } from '../exit.ts'

/** The table of a drill, a row a scenario. */
export const columns = ['scenario', 'injected', 'attempts', 'waits', 'exit', 'verdict'] as const

/** The row of a scenario: `['rate-limited', '429 ×2', '3 in 1 call', '1.02 s, 2.4 s', '0', 'PASS']`. */
export const cellsOf = ({ scenario, client, verdict }: Drilled): readonly string[] => [
  scenario,
  ...tableCells(verdict),
  exitWords(client),
  verdict.result,
]
