import { aligned } from '../../aligned.ts'
import type { DrillResult } from '../drilled.ts'
import { cellsOf, columns } from './cells-of.ts'

/** The scenarios of a drill, a line each. */
export const table = ({ drilled, undone }: DrillResult): string =>
  aligned([
    columns.map(column => column.toUpperCase()),
    ...drilled.map(cellsOf),
    ...undone.map(({ scenario }) => [scenario, '-', '-', '-', '-', 'not run']),
  ]).join('\n')
