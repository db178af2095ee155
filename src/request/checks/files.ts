import { batchFileEnding } from '../../groq/batch-facts.ts'
import type { Check } from './check.ts'

/**
 * A batch's input comes by name: only the documented ending is taken (docs/facts/groq-wire.md §3.8). What its lines say is
 * looked at when a batch is made of it, which then fails (§3.9).
 */
export const fileName: Check = ({ file }) => {
  if (file === null || file.filename.toLowerCase().endsWith(batchFileEnding)) return null
  return { variant: 'unsupported-file-type', fill: { filename: file.filename } }
}
