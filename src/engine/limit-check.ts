import { type Demand, demandOf } from '../limits/demand.ts'
import { type LimitReading, limitReading } from '../limits/limit-reading.ts'
import type { Account } from '../limits/rate-limiter.ts'
import { organizationOf } from '../organization.ts'
import type { LimitSettings } from '../scenario/scenario.ts'
import type { Question } from './question.ts'

/** What a request asks of its limits, and how it finds them. */
export interface LimitCheck {
  readonly demand: Demand
  /** Null where nothing limits the request. */
  readonly account: Account | null
  readonly readings: readonly LimitReading[]
}

/** What an organization's id is made from: its name, told from a key by the space, or the key. */
export const accountOf = (key: string | null, { organizations }: LimitSettings): string | null => {
  const name = key === null ? undefined : organizations.get(key)
  return name === undefined ? key : `organization ${name}`
}

/** Null where the scenario limits nothing, or nothing of this operation. */
export const limitCheckOf = ({ call, session, sessionMs }: Question): LimitCheck | null => {
  const { limits } = session.scenario.api
  const demand = limits.areSet ? demandOf(call, limits.reserveMaxTokens) : null
  if (demand === null) return null
  const account =
    limits.limitsOf === null
      ? null
      : session.limiter.account(organizationOf(accountOf(call.key, limits)), call.model ?? '', limits, sessionMs)
  const readings = (account?.buckets ?? []).map(bucket => limitReading(bucket, demand, sessionMs))
  return { demand, account, readings }
}
