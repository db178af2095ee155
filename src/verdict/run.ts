import type { Load } from './load.ts'
import type { Spans } from './spans.ts'
import type { Facts } from './verdict.ts'

/** What only shows over all calls of a run. */
export interface Run {
  readonly facts: Facts
  readonly load: Load
  readonly spans: Spans
  /** Whether an equal request was served that had not ended before then; whoever sent it, with whatever key. */
  wasServed(fingerprint: string, sinceMs: number): boolean
  /** Whether more than one such request came, whenever, with whatever key. */
  cameAgain(fingerprint: string): boolean
  /** Whether another model of the same endpoint served a request that came soon after then: a fallback. */
  wentOnWithAnother(endpoint: string | null, model: string | null, afterMs: number): boolean
  /** Whether another model of the same endpoint was asked, served or not, soon before or after then. */
  triedAnother(endpoint: string | null, model: string | null, aroundMs: number): boolean
  /** What the client said of a call: of itself, else of the whole run, else by its exit code; null for nothing. */
  declaredOf(call: string): boolean | null
}
