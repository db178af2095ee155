import type { Clock } from '../clock/clock.ts'
import type { Entry } from '../journal/entry.ts'
import type { Journal } from '../journal/journal.ts'
import { lineOf } from '../journal/line.ts'
import { journalOperations } from './api/journal-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import type { LongAnswers } from './long-answers.ts'
import { nextEntry } from './next-entry.ts'
import { ruleNamesOf } from './rule-names.ts'
import { type VerifyOrder, verifyOrderOf } from './verify-order.ts'
import { refuseGone, withSession } from './with-session.ts'

const MAX_SEEN = 10

const missedBy = (entry: Entry, { criteria }: VerifyOrder): readonly string[] =>
  criteria.filter(({ holds }) => !holds(entry)).map(({ says }) => says)

/** The entries that came nearest, the nearest first and of equals the latest, with what each lacks. */
const nearestLines = (journal: Journal, session: string, order: VerifyOrder): readonly string[] =>
  [...journal.entries(session)]
    .map(({ entry, number }) => ({ entry, number, missed: missedBy(entry, order) }))
    .sort((a, b) => a.missed.length - b.missed.length || b.number - a.number)
    .slice(0, MAX_SEEN)
    .map(
      ({ entry, missed }) =>
        `${entry.id}: ${lineOf(entry)}${missed.length > 0 ? `; but not ${missed.join(', ')}` : ''}`,
    )

const expectedInWords = ({ min, max }: VerifyOrder): string => {
  if (max === null) return `at least ${min}`
  return min === max ? `exactly ${min}` : `${min} to ${max}`
}

const isMet = ({ min, max }: VerifyOrder, count: number): boolean => count >= min && count <= (max ?? count)

const whyNoWait = ({ withinMs }: VerifyOrder, longAnswers: LongAnswers): string | null =>
  withinMs > 0 ? longAnswers.whyFull() : null

interface Verification {
  readonly journal: Journal
  readonly session: string
  readonly clock: Clock
  readonly order: VerifyOrder
  readonly isGone: () => boolean
}

/** Whether waiting can't change the result. If only a maximum is given, the whole time is waited: another entry may still come. */
const isSettled = ({ min, max }: VerifyOrder, count: number): boolean =>
  max !== null && min === 0 ? count > max : count >= min

/** The ids of the entries that match, once they are enough or too many, the time is over, or `ended` says so. */
const matching = async (
  { journal, session, clock, order, isGone }: Verification,
  ended: AbortSignal,
): Promise<readonly string[]> => {
  const until = clock.monotonic() + order.withinMs
  const isOver = (count: number) => isSettled(order, count) || clock.monotonic() >= until || ended.aborted || isGone()
  const found = (after: number): readonly string[] =>
    [...journal.entries(session, {}, after)].flatMap(({ entry }) =>
      missedBy(entry, order).length === 0 ? entry.id : [],
    )
  for (;;) {
    // counted anew at the end: the session may have been reset meanwhile
    const ids = found(0)
    if (isOver(ids.length)) return ids
    let count = ids.length
    while (!isOver(count)) {
      const looked = journal.last
      await nextEntry(journal, session, clock, until - clock.monotonic(), ended)
      count += found(looked).length
    }
  }
}

/** `POST /sessions/:id/verify`: whether what should have happened did, now or within a while. */
export const addVerifyRoute = (
  app: ControlApp,
  { sessions, journal, clock, reader }: ControlParts,
  longAnswers: LongAnswers,
): void => {
  app.post('/sessions/:id/verify', { schema: journalOperations.verify }, (request, reply) =>
    withSession(sessions, request.params.id, reply, async session => {
      const order = await verifyOrderOf(reader, request.body, () => ruleNamesOf(session, journal))
      if (typeof order === 'string') return refuse(reply, 400, order)
      const full = whyNoWait(order, longAnswers)
      if (full !== null) return refuse(reply, 503, full)
      const { id } = session
      const isGone = () => sessions.get(id) !== session
      const entries = await matching({ journal, session: id, clock, order, isGone }, longAnswers.open(reply.raw))
      // its journal went with it: what is counted now says nothing
      if (isGone()) return refuseGone(reply, session, sessions)
      const count = entries.length
      if (isMet(order, count)) return { ok: true, count, entries }
      return reply.code(409).send({
        ok: false,
        message: `${count} of ${journal.count(id)} entries match; expected ${expectedInWords(order)}.`,
        count,
        expected: { min: order.min, max: order.max },
        entries,
        seen: nearestLines(journal, id, order),
        evicted: journal.evicted(id).entries,
      })
    }),
  )
}
