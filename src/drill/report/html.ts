import { page } from '../../verdict/forms/html/page.ts'
import { tableCells, tableColumns } from '../../verdict/forms/verdicts-html.ts'
import { type DrillResult, worstOf } from '../drilled.ts'
import { exitWords } from '../exit.ts'
import { clientText, summary } from './paragraphs.ts'

/** A drill as one page that needs nothing else. */
export const html = (result: DrillResult): string =>
  page({
    title: 'groq-mock drill',
    result: worstOf(result),
    command: result.command,
    notes: [summary(result), result.startedAt, `groq-mock ${result.version}`],
    columns: [...tableColumns, 'exit'],
    parts: result.drilled.map(one => ({
      name: one.scenario,
      about: one.about,
      verdict: one.verdict,
      cells: [...tableCells(one.verdict), exitWords(one.client)],
      client: clientText(one),
    })),
    undone: result.undone.map(({ scenario }) => scenario),
  })
