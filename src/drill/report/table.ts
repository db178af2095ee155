import type { DrillResult } from '../drilled.ts'
import { cellsOf, columns } from './cells.ts'

const padded = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => row[i]?.length ?? 0)))
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** The scenarios of a drill, a line each. */
export const table = ({ drilled, undone }: DrillResult): string =>
  padded([
    columns.map(column => column.toUpperCase()),
    ...drilled.map(cellsOf).map(cells => columns.map(column => cells[column])),
    ...undone.map(({ scenario }) => [scenario, '-', '-', '-', '-', 'not run']),
  ]).join('\n')
