import type { Clock } from '../clock/clock.ts'
import { inTurns } from '../in-turns.ts'
import type { Journal } from '../journal/journal.ts'
import type { Session } from '../session/session.ts'
import { journalOperations } from './api/journal-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { fewAtATime } from './few-at-a-time.ts'
import type { LongAnswers } from './long-answers.ts'
import { sendLongJson } from './long-json.ts'
import { nextEntry } from './next-entry.ts'
import { ruleNamesOf } from './rule-names.ts'
import type { Verified } from './verifier.ts'
import { type VerifyOrder, verifyOrderOf } from './verify-order.ts'
import { refuseGone, withSession } from './with-session.ts'

const whyNoWait = ({ withinMs }: VerifyOrder, longAnswers: LongAnswers): string | null =>
  withinMs > 0 ? longAnswers.whyFull() : null

interface Verification {
  readonly journal: Journal
  readonly session: Session
  readonly clock: Clock
  readonly order: VerifyOrder
  readonly isGone: () => boolean
}

/** What may be done with entries in a turn of the loop: to read one, or to hold one against four matches. A millisecond or so. */
const MOST_EFFORT = 500

/** Looks at the entries with a number above `after` that are there now. Gives the number of the last. */
const lookAt = async ({ journal, session }: Verification, after: number, seen: Verified): Promise<number> => {
  const { last } = journal
  const atOnce = Math.ceil(MOST_EFFORT / (1 + seen.effort / 4))
  await fewAtATime(journal.entries(session.id, {}, after), atOnce, ({ number, entry }) =>
    number > last ? 'stop' : seen.add(entry),
  )
  await inTurns(seen.workOut())
  return last
}

/** What was found once more entries can't change it, the time is over, or `ended` says so. */
const verified = async (verification: Verification, ended: AbortSignal): Promise<Verified> => {
  const { journal, session, clock, order, isGone } = verification
  const until = clock.monotonic() + order.withinMs
  const isOver = (seen: Verified) => seen.isSettled() || clock.monotonic() >= until || ended.aborted || isGone()
  for (;;) {
    // looked at anew at the end: the session may have been reset meanwhile
    const seen = order.verifier()
    const { life } = session
    let looked = await lookAt(verification, 0, seen)
    if (life !== session.life && !isGone()) continue
    if (isOver(seen)) return seen
    while (!isOver(seen)) {
      if (journal.last === looked) await nextEntry(journal, session.id, clock, until - clock.monotonic(), ended)
      looked = await lookAt(verification, looked, seen)
    }
  }
}

/** `POST /sessions/:id/verify`: whether what should have happened did, now or within a while. */
export const addVerifyRoute = (
  app: ControlApp,
  { sessions, journal, clock, reader }: ControlParts,
  longAnswers: LongAnswers,
): void => {
  app.route({
    ...journalOperations.verify,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async session => {
        const order = await verifyOrderOf(reader, request.body, () => ruleNamesOf(session, journal))
        if (typeof order === 'string') return refuse(reply, 400, order)
        const full = whyNoWait(order, longAnswers)
        if (full !== null) return refuse(reply, 503, full)
        const { id } = session
        const isGone = () => sessions.get(id) !== session
        const seen = await verified({ journal, session, clock, order, isGone }, longAnswers.open(reply.raw))
        // its journal went with it: what is counted now says nothing
        if (isGone()) return refuseGone(reply, session, sessions)
        const found = seen.found()
        if (seen.isMet()) return sendLongJson(reply, { ok: true, ...found })
        const missed = seen.missed(journal.count(id), entryId => journal.find(entryId)?.entry)
        const evicted = journal.evicted(id).entries
        return sendLongJson(reply, { ok: false, ...missed, ...found, evicted }, 409)
      }),
  })
}
