import type { Attempt } from './verdict.ts'

/** What a busy client needs to read an answer: until then its next request knows nothing of it. */
const CROSSING_MS = 100

/** Whether a request may have been on its way when the answer was: a hedge on a connection of its own, which ignores nothing. */
export const mayCross = (before: Attempt, after: Attempt): boolean =>
  after.certainty === 'inferred' &&
  after.connection !== before.connection &&
  after.startedMs - before.endedMs < CROSSING_MS
