import { type Entry, type Exchanged, entryOf } from '../journal/entry.ts'
import { keep } from '../journal/keep.ts'
import { unidentified } from '../request/unidentified.ts'
import type { Sent } from '../wire/wire.ts'
import { bugInWords } from './bug.ts'
import type { Way } from './way.ts'

/** The entry of an exchange that is over. */
export const record = (way: Way, sentence: string, sent: Sent, keepBodies: boolean): Entry => {
  const { fresh, request, arriving, batch, call, attempt, decision, told } = way
  const kept = keepBodies ? keep(call, request.body) : null
  const exchanged: Exchanged = {
    id: fresh.requestId,
    arriving,
    batch,
    call,
    attempt,
    decision,
    because: sentence,
    told,
    sent,
    kept,
  }
  return entryOf(exchanged)
}

/** The entry of an exchange of which none could be written: without whatever that may have hung on. */
export const bareRecord = (way: Way, sent: Sent): Entry => {
  const { fresh, arriving, batch, attempt, bugs } = way
  const { status, ttfbMs, durationMs, bytes, chunks, endedBy } = sent
  return entryOf({
    id: fresh.requestId,
    arriving,
    batch,
    call: unidentified(way),
    attempt,
    decision: null,
    because: bugs.map(bugInWords).join('; '),
    told: null,
    sent: { status, ttfbMs, durationMs, bytes, chunks, endedBy, headers: null, last: null },
    kept: null,
  })
}
