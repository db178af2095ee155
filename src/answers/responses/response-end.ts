import { usualError, usualReason } from '../../groq/response-ends.ts'
import type { Complete } from '../answer.ts'
import type { Said } from '../chat/said.ts'
import { saidText } from '../said-text.ts'

/** What a response says of how it ended. */
export interface ResponseEnd {
  readonly status: 'completed' | 'incomplete' | 'failed'
  /** The reason in `incomplete_details`; null for no details. */
  readonly reason: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/**
 * How a response ends: as the scenario wants it, else incomplete where its tokens ran out. Observed: one that is incomplete
 * because no tool was called has an error (docs/facts/groq-wire.md §3.10).
 */
export const responseEnd = ({ status, reason, error }: Complete, { finish }: Said): ResponseEnd => {
  if (status === 'failed') return { status, reason: null, error: error ?? usualError }
  if (status === 'incomplete' && error !== undefined) return { status, reason: reason ?? null, error }
  return status === 'incomplete' || finish === 'length'
    ? { status: 'incomplete', reason: reason ?? usualReason, error: null }
    : { status: 'completed', reason: null, error: null }
}

/** Whether a response has an output: one that fails has none, unless the scenario says what it had said by then. */
export const hasOutput = (complete: Complete): boolean =>
  complete.status !== 'failed' ||
  [saidText(complete), complete.reasoning, complete.toolCalls].some(part => part !== undefined)
