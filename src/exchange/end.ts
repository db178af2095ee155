import { isBadLuck } from '../outcomes/index.ts'
import type { Settlement } from '../session/settlement.ts'
import type { Sent } from '../wire/wire.ts'
import type { Way } from './way.ts'

/** An error within a stream comes with a status of 200. */
const hasFailed = ({ decision }: Way, { status, endedBy }: Sent): boolean =>
  status === null || status >= 400 || endedBy === 'fault' || decision?.outcome.kind === 'error'

/** What the session remembers of an end. A line of a batch is tried once: nothing goes on with it. */
export const endOf = (way: Way, sent: Sent): Settlement => ({
  failed: way.batch === null && hasFailed(way, sent),
  leftByClient: sent.endedBy === 'client',
  status: sent.status,
  answeredMs: sent.ttfbMs === null ? null : way.arriving.startedMs + sent.ttfbMs,
  generationFailed: way.decision !== null && isBadLuck(way.decision.outcome),
  told: way.told,
  hold: way.decision?.hold ?? null,
  hasBegun: sent.ttfbMs !== null,
})

/** The end of an exchange of which nothing can be told: what it held is given back all the same. */
export const bareEndOf = ({ decision }: Way): Settlement => ({
  failed: true,
  leftByClient: false,
  status: null,
  answeredMs: null,
  generationFailed: false,
  told: null,
  hold: decision?.hold ?? null,
  hasBegun: false,
})
