import type { Dimension } from '../groq/errors.ts'
import { wholeUsedAt } from '../limits/bucket.ts'
import { Hold } from '../limits/hold.ts'
import type { Account } from '../limits/rate-limiter.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { ShownLimits, Standing } from '../outcomes/standing.ts'
import { accountOf, type LimitCheck } from './limit-check.ts'
import type { Question } from './question.ts'
import type { Ruling } from './ruling.ts'
import { servingTier } from './tier-deciders.ts'

/** What an answer shows of limits, and what its exchange holds until it is over. */
export interface Standings {
  readonly standing: Standing
  readonly hold: Hold | null
}

/** Success is served and counts, whoever decided it; errors, faults and literal answers take nothing. */
const isServed = (outcome: Outcome): boolean =>
  outcome.kind === 'complete' ||
  (outcome.kind === 'reply' && outcome.reply.status === 206 && outcome.reply.body === null)

const gaugeOf = ({ buckets }: Account, dimension: Dimension, nowMs: number) => {
  const bucket = buckets.find(one => one.dimension === dimension)
  return bucket ? { limit: bucket.limit, used: wholeUsedAt(bucket, nowMs), capacity: bucket.capacity } : null
}

const shownOf = ({ account, demand }: LimitCheck, speed: number, nowMs: number): ShownLimits | null =>
  account && {
    requests: gaugeOf(account, 'RPD', nowMs),
    amount: gaugeOf(account, demand.kind === 'audio' ? 'ASH' : 'TPM', nowMs),
    speed,
  }

/** Takes what a served request takes, and says what is left. */
export const standingOf = (question: Question, asking: LimitCheck | null, { outcome, refusal }: Ruling): Standings => {
  const { call, session, sessionMs } = question
  const { limits } = session.scenario.api
  const served = isServed(outcome)
  const tier = served ? servingTier(question) : call.tier === 'auto' ? 'on_demand' : call.tier
  const hold =
    asking && served
      ? new Hold(
          { account: asking.account, demand: asking.demand, slots: session.slots, isFlex: tier === 'flex' },
          sessionMs,
        )
      : null
  const standing: Standing = {
    account: accountOf(call.key, limits),
    billingHint: limits.billingHint,
    tier,
    limits: asking && shownOf(asking, session.speed, sessionMs),
    refusal: refusal ?? null,
    meter: hold,
  }
  return { standing, hold }
}
