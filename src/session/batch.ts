import type { Stored } from './shelf.ts'

/** What becomes of a batch, in the documented words. */
export type BatchStatus =
  | 'validating'
  | 'failed'
  | 'in_progress'
  | 'finalizing'
  | 'completed'
  | 'expired'
  | 'cancelling'
  | 'cancelled'

/** One thing that is wrong with the input of a batch; the line is null if it is not about a single line. */
export interface BatchError {
  readonly code: string
  readonly message: string
  readonly param: string | null
  readonly line: number | null
}

/** The key and the user agent of its lines; forgotten when the batch is over. */
export interface BatchCreator {
  readonly authorization?: string
  readonly userAgent?: string
}

/** When a batch came to a status, in milliseconds of session time. */
export type BatchTimes = Readonly<Partial<Record<Exclude<BatchStatus, 'validating'>, number>>>

/** Where a batch comes to and stays because a scenario wants it so, and the errors of one that fails. */
export interface BatchFate {
  readonly status: Exclude<BatchStatus, 'completed'>
  readonly errors: readonly BatchError[]
}

/** A batch as its session keeps it. It never changes: each new state replaces it. */
export interface Batch extends Stored {
  readonly endpoint: string
  readonly inputFileId: string
  readonly completionWindow: string
  /** The same in milliseconds. */
  readonly windowMs: number
  /** Texts by name, as they came; null for none. */
  readonly metadata: Readonly<Record<string, string>> | null
  readonly creator: BatchCreator
  readonly status: BatchStatus
  /** Null where it takes its course. */
  readonly fate: BatchFate | null
  readonly errors: readonly BatchError[]
  readonly counts: { readonly total: number; readonly completed: number; readonly failed: number }
  readonly outputFileId: string | null
  readonly errorFileId: string | null
  /** Wall clock, milliseconds. */
  readonly createdAtMs: number
  /** Session time, milliseconds: what follows is counted from here. */
  readonly createdMs: number
  readonly times: BatchTimes
  /** What it takes of the session's room. */
  readonly heldBytes: number
}

const OVER: ReadonlySet<BatchStatus> = new Set(['failed', 'completed', 'expired', 'cancelled'])

/** Whether nothing more will become of a batch. */
export const isOver = ({ status }: Batch): boolean => OVER.has(status)

/** The batch with another status, at this moment of session time. */
export const withStatus = (batch: Batch, status: Exclude<BatchStatus, 'validating'>, sessionMs: number): Batch => ({
  ...batch,
  status,
  times: { ...batch.times, [status]: sessionMs },
  ...(OVER.has(status) ? { creator: {} } : {}),
})
