import { randomUUID } from 'node:crypto'
import { ulid } from 'ulid'
import { unseeded } from './chance.ts'

/** What must differ from answer to answer. */
export interface Fresh {
  /** `req_` and a lowercase ULID: in the header and in `x_groq.id`. */
  readonly requestId: string
  /** A version 4 UUID for `chatcmpl-…`. */
  readonly uuid: string
  readonly nowMs: number
  /** A number in [0, 1) that may differ from run to run: timings only. */
  readonly jitter: number
}

/** The ids, time and timings of one answer; `req_` and a lowercase ULID, as observed (docs/facts/groq-wire.md §2.3). */
export const freshIds = (nowMs: number): Fresh => ({
  requestId: `req_${ulid(nowMs, unseeded).toLowerCase()}`,
  uuid: randomUUID(),
  nowMs,
  jitter: unseeded(),
})
