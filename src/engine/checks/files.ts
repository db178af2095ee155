import { batchFileEnding, batchLimits } from '../../groq/batch-facts.ts'
import { checkedLines, tooMany } from '../batch-file.ts'
import type { Check, Refusal } from './check.ts'

/** A batch's input comes by name: only the documented ending is taken (docs/facts/groq-wire.md §3.8). */
export const fileName: Check = ({ file }) => {
  if (file === null || file.filename.toLowerCase().endsWith(batchFileEnding)) return null
  return { variant: 'unsupported-file-type', fill: { filename: file.filename } }
}

const refusalOf = (content: Uint8Array): Refusal | null => {
  let lines = 0
  for (const { number, fault } of checkedLines(content)) {
    if (fault === tooMany) return { variant: 'batch-file-too-long', fill: { most: String(batchLimits.lines) } }
    if (fault) return { variant: 'invalid-batch-line', fill: { line: String(number), fault: fault.message } }
    lines += 1
  }
  return lines === 0 ? { variant: 'batch-file-empty' } : null
}

/** Every line of an upload is a request of a batch, with an id of its own. */
export const fileLines: Check = ({ file }) => (file?.content ? refusalOf(file.content) : null)
