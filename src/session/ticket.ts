import type { Attribution } from '../call.ts'
import type { OpenCall } from './open-call.ts'

/** An attempt that is under way; handed back when it is over. `of` is null for a request that belongs to no call. */
export interface Ticket extends Attribution {
  readonly of: OpenCall | null
  /** Who counts it for as long as it is under way; null where nobody does. */
  countedBy: object | null
}
