import { randomUUID } from 'node:crypto'
import { ulid } from 'ulid'
import type { Fresh } from '../answers/answer.ts'
import { unseeded } from '../chance.ts'

/** The ids, time and timings of one answer; `req_` and a lowercase ULID, as observed (docs/facts/groq-wire.md §2.3). */
export const freshIds = (nowMs: number): Fresh => ({
  requestId: `req_${ulid(nowMs, unseeded).toLowerCase()}`,
  uuid: randomUUID(),
  nowMs,
  jitter: unseeded(),
})
