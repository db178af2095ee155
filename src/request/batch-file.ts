import { batchLimits } from '../groq/batch-facts.ts'
import { type LineFault, lineFault, parseLine } from './batch-line.ts'
import { linesOf } from './jsonl.ts'

/** One line of a batch's file, looked at; the fault is null where nothing is wrong with it. */
export interface CheckedLine {
  readonly number: number
  readonly bytes: number
  readonly fault: LineFault | null
}

/** Looks at one line after the other, as they are asked for; ends with the first that is one too many. */
export function* checkedLines(content: Uint8Array): Generator<CheckedLine, void> {
  const seen = new Map<string, number>()
  let lines = 0
  for (const { number, bytes } of linesOf(content)) {
    lines += 1
    if (lines > batchLimits.lines) return yield { number, bytes: bytes.length, fault: tooMany }
    const value = parseLine(bytes)
    const fault = lineFault(value)
    const customId = String(value?.custom_id)
    const first = fault ? undefined : seen.get(customId)
    if (!fault) seen.set(customId, first ?? number)
    yield { number, bytes: bytes.length, fault: first === undefined ? fault : twice(customId, first) }
  }
}

/** The fault of a line that is one too many. */
export const tooMany: LineFault = {
  code: 'too_many_lines',
  message: `The file has more than ${batchLimits.lines} lines.`,
  param: null,
}

const twice = (customId: string, first: number): LineFault => ({
  code: 'duplicate_custom_id',
  message: `The custom_id '${customId.slice(0, 100)}' is that of line ${first} already; it must be unique.`,
  param: 'custom_id',
})
