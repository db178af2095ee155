import type { OperationId } from '../../groq/endpoints.ts'
import { completionWindow } from './batches.ts'
import type { Check, Checked, Refusal } from './check.ts'
import { fileLines, fileName } from './files.ts'

/** What is looked for beyond the schema, by operation, in this order; the first that finds something decides. */
const checks: Readonly<Partial<Record<OperationId, readonly Check[]>>> = {
  uploadFile: [fileName, fileLines],
  createBatch: [completionWindow],
}

/** The first thing that the API would refuse in a request that fits its schema, or null. */
export const firstRefusal = (checked: Checked): Refusal | null => {
  for (const check of checks[checked.operation] ?? []) {
    const found = check(checked)
    if (found) return found
  }
  return null
}
