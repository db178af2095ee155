import { dimensions } from '../groq/limits.ts'
import { resetText } from '../groq/rate-limit-headers.ts'
import { wholeUsedAt } from '../limits/bucket.ts'
import type { Account } from '../limits/rate-limiter.ts'
import type { LimitSettings } from '../scenario/scenario.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { Session } from './session.ts'

/** The buckets of an organization and model, in whole units; a reset is the real time in which what is used refills. */
const shownAccount = ({ organization, model, buckets }: Account, speed: number, sessionMs: number) => ({
  organization,
  model: withoutSecrets(model),
  buckets: buckets.map(bucket => {
    const { dimension, limit, capacity } = bucket
    const used = wholeUsedAt(bucket, sessionMs)
    return {
      dimension,
      limit,
      burst: capacity < limit ? capacity : null,
      used,
      remaining: Math.max(0, capacity - used),
      reset: resetText(used, limit, dimensions[dimension].windowMs, speed),
    }
  }),
})

const flexRoom = ({ flexCapacity }: LimitSettings): number | string | null => {
  if (flexCapacity === null) return null
  return 'concurrent' in flexCapacity ? flexCapacity.concurrent : `${Number((flexCapacity.share * 100).toFixed(6))}%`
}

/** How much of every limit of a session is used, and how many of its requests are being served; null if there is no bound. */
export const limitsInUse = ({ scenario, limiter, slots, speed }: Session, sessionMs: number) => {
  const { limits } = scenario.api
  return {
    plan: limits.plan,
    limits: limiter.accounts(limits, sessionMs).map(account => shownAccount(account, speed, sessionMs)),
    flex: { room: flexRoom(limits), served: slots.flex },
    capacity: { room: limits.concurrent, served: slots.all },
  }
}
