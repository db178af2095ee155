import type { Outcome } from '../outcomes/index.ts'

/** Whether the outcome is a success, or breaks one. A request that the API would refuse can't get it. */
export const needsSuccess = (outcome: Outcome): boolean =>
  outcome.kind === 'complete' || (outcome.kind === 'fault' && outcome.fault.breaks === 'answer')
