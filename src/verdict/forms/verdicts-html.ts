import type { Verdict } from '../verdict.ts'
import { many } from '../words.ts'
import { attemptsIn, injectedIn, longestWaitsIn } from './attempt-words.ts'
import { page } from './html/page.ts'

const MOST_WAITS = 4

/** What each verdict has in a table, behind its name and its result. */
export const tableColumns = ['injected', 'attempts', 'waits'] as const

/** The same of one verdict. */
export const tableCells = (verdict: Verdict): readonly [injected: string, attempts: string, waits: string] => [
  injectedIn(verdict),
  attemptsIn(verdict),
  longestWaitsIn(verdict, MOST_WAITS),
]

const worst = (verdicts: readonly Verdict[]): Verdict['result'] =>
  (['FAIL', 'INCONCLUSIVE', 'PASS'] as const).find(result => verdicts.some(one => one.result === result)) ??
  'INCONCLUSIVE'

/** Verdicts as one page, a section for each. `again` is the command that judges the same once more; null where there is none. */
export const verdictsHtml = (verdicts: readonly Verdict[], again: string | null): string =>
  page({
    title: 'groq-mock verdict',
    result: worst(verdicts),
    command: again,
    notes: verdicts.map(
      ({ session, counts }) =>
        `session ${session}: ${many(counts.calls, 'call')} in ${many(counts.entries, 'request')}`,
    ),
    columns: tableColumns,
    parts: verdicts.map(verdict => ({
      name: verdict.scenario,
      about: null,
      verdict,
      cells: tableCells(verdict),
      client: null,
    })),
    undone: [],
  })
