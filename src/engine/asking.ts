import type { Dimension } from '../groq/errors.ts'
import { dimensions } from '../groq/limits.ts'
import { type Bucket, usedAt, waitMsFor } from '../limits/bucket.ts'
import { type Demand, demandOf } from '../limits/demand.ts'
import type { Account } from '../limits/rate-limiter.ts'
import { organizationOf } from '../organization.ts'
import type { LimitSettings } from '../scenario/scenario.ts'
import type { Question } from './question.ts'

/** One bucket as a request finds it, and what it would take. */
export interface Reading {
  readonly dimension: Dimension
  readonly limit: number
  readonly capacity: number
  readonly used: number
  readonly requested: number
  /** Session time; 0 where there is room. */
  readonly waitMs: number
}

/** What a request asks of its limits, and how it finds them. */
export interface Asking {
  readonly demand: Demand
  /** Null where nothing limits the request. */
  readonly account: Account | null
  readonly readings: readonly Reading[]
}

/** What an organization's id is made from: its name, told from a key by the space, or the key. */
export const accountOf = (key: string | null, { organizations }: LimitSettings): string | null => {
  const name = key === null ? undefined : organizations.get(key)
  return name === undefined ? key : `organization ${name}`
}

const readingOf = (bucket: Bucket, demand: Demand, nowMs: number): Reading => {
  const { dimension, limit, capacity } = bucket
  const used = usedAt(bucket, nowMs)
  const requested = demand[dimensions[dimension].counts]
  // who asks for nothing of it is not kept by it
  const waitMs = requested > 0 ? waitMsFor(bucket, used, requested) : 0
  return { dimension, limit, capacity, used, requested, waitMs }
}

/** Null where the scenario limits nothing, or nothing of this operation. */
export const askingOf = ({ call, session, sessionMs }: Question): Asking | null => {
  const { limits } = session.scenario.api
  const demand = limits.areSet ? demandOf(call, limits.reserveMaxTokens) : null
  if (demand === null) return null
  const account =
    limits.limitsOf === null
      ? null
      : session.limiter.account(organizationOf(accountOf(call.key, limits)), call.model ?? '', limits, sessionMs)
  const readings = (account?.buckets ?? []).map(bucket => readingOf(bucket, demand, sessionMs))
  return { demand, account, readings }
}
