import type { Outcome } from '../outcomes/index.ts'
import type { LimitRefusal } from '../outcomes/standing.ts'
import type { HeaderChanges } from '../wire/header-list.ts'

/** What one decider says: the decision without what rules changed on the way. */
export interface Ruling {
  readonly outcome: Outcome
  readonly reason: string
  readonly rule?: string
  /** Changes of the ruling's own, the nearest of all. */
  readonly headers?: HeaderChanges
  /** Headers of the API's own answer, which rules may change. */
  readonly usual?: HeaderChanges
  /** The numbers of a limit that refuses. */
  readonly refusal?: LimitRefusal
}
