import { type DrillResult, worstOf } from '../drilled.ts'

/** A drill as JSON; `format` tells readers which shape it has. */
export const json = (result: DrillResult): string =>
  `${JSON.stringify({ format: 'groq-mock-drill/1', result: worstOf(result), ...result }, null, 2)}\n`
