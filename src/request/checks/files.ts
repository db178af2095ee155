import { batchFileEnding, batchLimits } from '../../groq/batch-facts.ts'
import { checkedLines, tooMany } from '../checked-lines.ts'
import type { Check, CheckRefusal } from './check.ts'

/** A batch's input comes by name: only the documented ending is taken (docs/facts/groq-wire.md §3.8). */
export const fileName: Check = ({ file }) => {
  if (file === null || file.filename.toLowerCase().endsWith(batchFileEnding)) return null
  return { variant: 'unsupported-file-type', fill: { filename: file.filename } }
}

const refusalOf = (content: Uint8Array): CheckRefusal | null => {
  let lines = 0
  for (const { number, problem } of checkedLines(content)) {
    if (problem === tooMany) return { variant: 'batch-file-too-long', fill: { most: String(batchLimits.lines) } }
    if (problem) return { variant: 'invalid-batch-line', fill: { line: String(number), problem: problem.message } }
    lines += 1
  }
  return lines === 0 ? { variant: 'batch-file-empty' } : null
}

/** Every line of an upload is a request of a batch, with an id of its own. */
export const fileLines: Check = ({ file }) => (file?.content ? refusalOf(file.content) : null)
