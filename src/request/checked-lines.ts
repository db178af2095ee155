import { batchLimits } from '../groq/batch-facts.ts'
import { type LineProblem, lineProblem, parseLine } from './batch-line.ts'
import { linesOf } from './text-line.ts'

/** One line of a batch's file, looked at; the problem is null where nothing is wrong with it. */
export interface CheckedLine {
  readonly number: number
  readonly bytes: number
  readonly problem: LineProblem | null
}

/** Looks at one line after the other, as they are asked for; ends with the first that is one too many. */
export function* checkedLines(content: Uint8Array): Generator<CheckedLine, void> {
  const seen = new Map<string, number>()
  let lines = 0
  for (const { number, bytes } of linesOf(content)) {
    lines += 1
    if (lines > batchLimits.lines) return yield { number, bytes: bytes.length, problem: tooMany }
    const value = parseLine(bytes)
    const problem = lineProblem(value)
    const customId = String(value?.custom_id)
    const first = problem ? undefined : seen.get(customId)
    if (!problem) seen.set(customId, first ?? number)
    yield { number, bytes: bytes.length, problem: first === undefined ? problem : twice(customId, first) }
  }
}

/** The problem of a line that is one too many. */
const tooMany: LineProblem = {
  code: 'too_many_lines',
  message: `The file has more than ${batchLimits.lines} lines.`,
  param: null,
}

const twice = (customId: string, first: number): LineProblem => ({
  code: 'duplicate_custom_id',
  message: `The custom_id '${customId.slice(0, 100)}' is that of line ${first} already; it must be unique.`,
  param: 'custom_id',
})
