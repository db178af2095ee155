import { generationErrors } from '../groq/generation-errors.ts'
import { type Entry, type Exchanged, entryOf } from '../journal/entry.ts'
import { keep } from '../journal/keep.ts'
import { errorFor } from '../outcomes/error/error-form.ts'
import { type Flaw, flawsOf } from '../outcomes/flaws-of.ts'
import { unidentified } from '../request/unidentified.ts'
import type { Sent } from '../wire/wire.ts'
import { bugInWords } from './bug.ts'
import type { Way } from './way.ts'

/** Of an error; a code of the model's own errors says more than the variant that a rule gave it to. */
const variantOf = ({ decision, call }: Way): string | null => {
  if (decision?.outcome.kind !== 'error') return null
  const { error } = decision.outcome
  return generationErrors.has(error.code ?? '')
    ? (error.code ?? '').replaceAll('_', '-')
    : errorFor(error, call).variant
}

/** Of what was decided; nothing where it was not done. */
const flawsIn = ({ decision, call, remarks }: Way): readonly Flaw[] =>
  decision === null || remarks === null ? [] : flawsOf(decision, call, remarks)

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
    variant: variantOf(way),
    flaws: flawsIn(way),
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
    variant: null,
    flaws: [],
    told: null,
    sent: { status, ttfbMs, durationMs, bytes, chunks, endedBy, headers: null, last: null },
    kept: null,
  })
}
