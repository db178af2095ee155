import type { FindingKind } from '../finding-kind.ts'
import { adapted } from './adapted.ts'
import { cancelNotPropagated } from './cancel-not-propagated.ts'
import { connectionChurn } from './connection-churn.ts'
import { constantBackoff } from './constant-backoff.ts'
import { gaveUpEarly } from './gave-up-early.ts'
import { idempotencyKeyChanged } from './idempotency-key-changed.ts'
import { ignoresRemaining } from './ignores-remaining.ts'
import { malformedChunkIgnored } from './malformed-chunk-ignored.ts'
import { noJitter } from './no-jitter.ts'
import { noJitterOnRetryAfter } from './no-jitter-on-retry-after.ts'
import { noReadTimeout } from './no-read-timeout.ts'
import { noRetryBudget } from './no-retry-budget.ts'
import { restartedStream } from './restarted-stream.ts'
import { retriedAtOnce } from './retried-at-once.ts'
import { retriedNonRetryable } from './retried-non-retryable.ts'
import { retryAfterIgnored } from './retry-after-ignored.ts'
import { retryAmplification } from './retry-amplification.ts'
import { retryStorm } from './retry-storm.ts'
import { silentResend } from './silent-resend.ts'
import { slowToRecover } from './slow-to-recover.ts'
import { streamErrorIgnored } from './stream-error-ignored.ts'
import { thunderingHerd } from './thundering-herd.ts'
import { truncatedStreamAccepted } from './truncated-stream-accepted.ts'
import { waitedTooLong } from './waited-too-long.ts'

/** Everything that a verdict looks for, the gravest first. A new one is a file of its own and a line here. */
export const findingKinds: readonly FindingKind[] = [
  retryAfterIgnored,
  retriedNonRetryable,
  streamErrorIgnored,
  malformedChunkIgnored,
  truncatedStreamAccepted,
  retryStorm,
  noReadTimeout,
  gaveUpEarly,
  retriedAtOnce,
  constantBackoff,
  noJitter,
  thunderingHerd,
  retryAmplification,
  noRetryBudget,
  waitedTooLong,
  slowToRecover,
  ignoresRemaining,
  restartedStream,
  idempotencyKeyChanged,
  cancelNotPropagated,
  noJitterOnRetryAfter,
  silentResend,
  connectionChurn,
  adapted,
]
