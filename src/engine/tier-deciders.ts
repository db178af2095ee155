import type { Outcome } from '../outcomes/index.ts'
import type { LimitSettings } from '../scenario/scenario.ts'
import { drawFor } from './draw-for.ts'
import type { LimitCheck } from './limit-check.ts'
import type { Question } from './question.ts'
import type { Ruling } from './ruling.ts'

const NOT_AVAILABLE: Outcome = { kind: 'error', error: { status: 400, variant: 'tier-not-available' } }
const NO_FLEX: Outcome = { kind: 'error', error: { status: 498 } }
const OVER_CAPACITY: Outcome = { kind: 'error', error: { status: 503, variant: 'over-capacity' } }

/** `default` is what the Responses API calls the tier that serves on demand; `auto` wants a tier other than that. */
const isThere = (tier: string, tiers: NonNullable<LimitSettings['tiers']>): boolean => {
  if (tier === 'auto') return tiers.some(one => one !== 'on_demand')
  return tiers.includes(tier === 'default' ? 'on_demand' : tier)
}

const hasFlexRoom = (question: Question): boolean => {
  const { scenario, slots } = question.session
  const { flexCapacity } = scenario.api.limits
  if (flexCapacity === null) return true
  return 'concurrent' in flexCapacity
    ? slots.flex < flexCapacity.concurrent
    : drawFor(question, null, 'flex', flexCapacity.share) < flexCapacity.share
}

/** 400 for a tier that the organization does not have, 498 for flex without room. */
export const serviceTier = (asking: LimitCheck | null, question: Question): Ruling | null => {
  const { tier } = question.call
  if (asking === null || tier === null) return null
  const { tiers } = question.session.scenario.api.limits
  if (tiers !== null && !isThere(tier, tiers))
    return { outcome: NOT_AVAILABLE, reason: 'the organization does not have this service tier' }
  if (tier === 'flex' && !hasFlexRoom(question)) return { outcome: NO_FLEX, reason: 'the flex tier has no room' }
  return null
}

/** The tier that serves: `auto` takes flex if flex is bounded and has room, else on_demand. */
export const servingTier = (question: Question): string | null => {
  const { tier } = question.call
  if (tier !== 'auto') return tier
  const { tiers, flexCapacity } = question.session.scenario.api.limits
  return flexCapacity !== null && (tiers === null || tiers.includes('flex')) && hasFlexRoom(question)
    ? 'flex'
    : 'on_demand'
}

/** 503 for more requests at once than there is room for. */
export const capacity = (asking: LimitCheck | null, { session }: Question): Ruling | null => {
  const { concurrent } = session.scenario.api.limits
  return asking === null || concurrent === null || session.slots.all < concurrent
    ? null
    : { outcome: OVER_CAPACITY, reason: `${concurrent} requests are being served, and there is no room for more` }
}
