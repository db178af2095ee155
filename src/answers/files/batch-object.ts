import type { Batch, BatchTimes } from '../../session/batch.ts'

/**
 * A batch as the API shows it, keys in the documented order (docs/facts/groq-wire.md §3.9). `errors` is as the OpenAPI document
 * and the SDKs have it, an object with a list; the batch page shows the list alone. Times follow session time, counted from the
 * moment of creation.
 */
export const batchObject = (batch: Batch): object => {
  const at = (sessionMs: number): number => Math.floor((batch.createdAtMs + sessionMs - batch.createdMs) / 1000)
  const time = (status: keyof BatchTimes): number | null => {
    const sessionMs = batch.times[status]
    return sessionMs === undefined ? null : at(sessionMs)
  }
  return {
    id: batch.id,
    object: 'batch',
    endpoint: batch.endpoint,
    errors: batch.errors.length === 0 ? null : { object: 'list', data: batch.errors },
    input_file_id: batch.inputFileId,
    completion_window: batch.completionWindow,
    status: batch.status,
    output_file_id: batch.outputFileId,
    error_file_id: batch.errorFileId,
    finalizing_at: time('finalizing'),
    failed_at: time('failed'),
    expired_at: time('expired'),
    cancelled_at: time('cancelled'),
    request_counts: batch.counts,
    metadata: batch.metadata,
    created_at: at(batch.createdMs),
    expires_at: at(batch.createdMs + batch.windowMs),
    cancelling_at: time('cancelling'),
    completed_at: time('completed'),
    in_progress_at: time('in_progress'),
  }
}
