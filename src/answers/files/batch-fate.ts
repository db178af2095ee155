import { batchEnds } from '../../groq/batch-facts.ts'
import type { BatchFate } from '../../session/batch.ts'
import type { Complete } from '../answer.ts'

/** How long a batch has that a scenario wants to expire: nobody waits for a day. Session time. */
export const EXPIRES_AFTER_MS = 1000

const isOfBatch = (status: unknown): status is BatchFate['status'] => batchEnds.some(end => end === status)

/** What a scenario wants to become of a batch; null where it takes its course. */
export const fateOf = ({ status, errors = [] }: Complete): BatchFate | null =>
  isOfBatch(status)
    ? {
        status,
        errors: errors.map(({ code, message, param, line }) => ({
          code,
          message,
          param: param ?? null,
          line: line ?? null,
        })),
      }
    : null
