import type { Dimension } from '../groq/errors.ts'
import { wholeUsedAt } from '../limits/bucket.ts'
import { demandOf } from '../limits/demand.ts'
import { Hold } from '../limits/hold.ts'
import type { Account } from '../limits/rate-limiter.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { Asked, ShownLimits, Standing } from '../outcomes/standing.ts'
import { accountOf, type LimitCheck, limitCheckOf } from './limit-check.ts'
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

const NOTHING_ASKED = { requests: 1, tokens: 0, prompt: 0, completion: 0, seconds: 0 } as const

/** What an injected refusal is about; also where the limits themselves had no say. */
const askedOf = (question: Question, asking: LimitCheck | null): Asked => {
  const { call, session } = question
  const { reserveMaxTokens } = session.scenario.api.limits
  const account = (asking ?? limitCheckOf(question))?.account ?? null
  return {
    demand: asking?.demand ?? demandOf(call, reserveMaxTokens) ?? NOTHING_ASKED,
    limits: Object.fromEntries((account?.buckets ?? []).map(({ dimension, limit }) => [dimension, limit])),
    speed: account === null ? 1 : session.speed,
  }
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
    asked: () => askedOf(question, asking),
  }
  return { standing, hold }
}
