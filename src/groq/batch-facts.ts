/**
 * What is documented of batch files and batches (docs/facts/groq-wire.md §3.9, §4.2). Sources: Groq's batch page (lines, urls,
 * windows, ids in a list), its OpenAPI document (method, the one endpoint of `createBatch`). The two disagree about the size of
 * a file, 200 MB and 100 MB: the smaller one is a matter of reading the body, and not looked at here.
 */
export const batchLimits = {
  lines: 50_000,
  /** Ids that one request for a list may name. */
  listedIds: 200,
  shortestWindowMs: 24 * 3_600_000,
  longestWindowMs: 7 * 86_400_000,
} as const

/** The only method of a line. Documented. */
export const batchMethod = 'POST'

/** What a line may call. Documented: chat by both sources, audio by the batch page and the request schemas of audio. */
export const batchUrls: readonly string[] = [
  '/v1/chat/completions',
  '/v1/audio/transcriptions',
  '/v1/audio/translations',
]

/** The name that files for batches end in. Documented: only `.jsonl` files are supported. */
export const batchFileEnding = '.jsonl'

/** How many batches a page of a list has. Inferred: no number is documented. */
export const batchesPerPage = 20

/** Where a batch can come to besides completion. Documented. */
export const batchEnds = [
  'validating',
  'failed',
  'in_progress',
  'finalizing',
  'expired',
  'cancelling',
  'cancelled',
] as const

/** Why a batch failed of which a scenario says no more. Inferred: the meaning of the status is documented, no such code. */
export const usualBatchError = {
  code: 'validation_failed',
  message: 'The input of the batch failed validation.',
} as const
