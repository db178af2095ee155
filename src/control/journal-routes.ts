import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTurns } from '../in-turns.ts'
import type { EntryFilter } from '../journal/entry-filter.ts'
import type { Page } from '../journal/held.ts'
import { NOTHING_LOST } from '../session/origin.ts'
import type { Session } from '../session/session.ts'
import { journalOperations } from './api/journal-operations.ts'
import type { ControlApp, ControlParts } from './control-app.ts'
import { refuse } from './control-app.ts'
import { endUnread } from './end-unread.ts'
import { addExplainRoutes } from './explain-routes.ts'
import { journalFilterOf } from './journal-filter.ts'
import { entryEvents, entryLines } from './journal-streams.ts'
import { longAnswers } from './long-answers.ts'
import { sendLongJson } from './long-json.ts'
import { negotiated } from './negotiated.ts'
import { type RuleNames, ruleNamesOf } from './rule-names.ts'
import { shownLateness } from './shown-lateness.ts'
import { untilGone } from './until-gone.ts'
import { addVerifyRoute } from './verify-route.ts'
import { refuseGone, withSession } from './with-session.ts'

const DEFAULT_LIMIT = 100

const LINES = 'application/x-ndjson'
const EVENTS = 'text/event-stream'
const FORMS = ['application/json', LINES, EVENTS] as const

type Form = (typeof FORMS)[number]

type JournalQuery = Readonly<Record<string, string>>

/** The query; a follower whose connection was cut comes back with the id of its last event. */
const askedBy = ({ query, headers }: FastifyRequest, form: Form): JournalQuery => {
  const last = headers['last-event-id']
  return form === EVENTS && typeof last === 'string'
    ? { ...(query as JournalQuery), since: last }
    : (query as JournalQuery)
}

const filterFor = async (request: FastifyRequest, form: Form, ruleNames: RuleNames): Promise<EntryFilter | string> => {
  const filter = await journalFilterOf(askedBy(request, form), ruleNames)
  return typeof filter === 'object' && filter.before !== undefined && form !== 'application/json'
    ? 'With before= the newest entries come first, in pages; lines and events are in the order of time.'
    : filter
}

const sendTexts = (reply: FastifyReply, type: string, texts: Iterable<string> | AsyncIterable<string>): FastifyReply =>
  reply
    .type(`${type}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(Readable.from(texts, { objectMode: false }))

/** A page of what the journal has of a session in one life; null where it is gone. */
const pageOf = async (
  { sessions, journal }: ControlParts,
  session: Session,
  filter: EntryFilter,
): Promise<Page | null> => {
  for (;;) {
    const { id, life } = session
    const page = await inTurns(journal.page(id, { limit: DEFAULT_LIMIT, ...filter }))
    if (sessions.get(id) !== session) return null
    // it was reset while its entries were looked at
    if (life === session.life) return page
  }
}

/** `/sessions/:id/journal` and what is asked of it: what happened in a session. */
export const addJournalRoutes = (app: ControlApp, parts: ControlParts): void => {
  const { sessions, journal, journalFile, clock, lateness, log } = parts
  const long = longAnswers(app)

  const sendUntilUnread = (reply: FastifyReply, type: string, texts: Iterable<string> | AsyncIterable<string>) => {
    endUnread(reply.raw, clock, () =>
      log.warn(`${reply.request.url}: a reader that took nothing for a minute was disconnected`),
    )
    return sendTexts(reply, type, texts)
  }

  const sendPage = async (reply: FastifyReply, session: Session, filter: EntryFilter): Promise<FastifyReply> => {
    const nowMs = clock.monotonic()
    const late = lateness.since(nowMs - session.sinceBeganMs(nowMs))
    const page = await pageOf(parts, session, filter)
    if (page === null) return refuseGone(reply, session, sessions)
    return sendLongJson(reply, { ...page, ...shownLateness(late) })
  }

  const sendEvents = (reply: FastifyReply, session: Session, filter: EntryFilter): FastifyReply => {
    const full = long.whyFull()
    if (full !== null) return refuse(reply, 503, full)
    const stream = { journal, session: session.id, filter }
    // when it ends, so does the connection: a server that stops need not wait for it to become idle
    const events = (ended: AbortSignal) => entryEvents(stream, clock, ended)
    const texts = untilGone(events, session, sessions, long.open(reply.raw))
    return sendUntilUnread(reply.header('connection', 'close'), EVENTS, texts)
  }

  app.route({
    ...journalOperations.get,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async session => {
        const form = negotiated(request.headers.accept, FORMS)
        reply.header('vary', 'accept')
        const filter = await filterFor(request, form, () => ruleNamesOf(session, journal))
        if (typeof filter === 'string') return refuse(reply, 400, filter)
        if (sessions.get(session.id) !== session) return refuseGone(reply, session, sessions)
        if (form === LINES) return sendUntilUnread(reply, LINES, entryLines({ journal, session: session.id, filter }))
        return form === EVENTS ? sendEvents(reply, session, filter) : sendPage(reply, session, filter)
      }),
  })

  app.route({
    ...journalOperations.clear,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, session => {
        journal.clear(session.id)
        // whoever clears it does not ask for what was before
        session.origin.lost = NOTHING_LOST
        journalFile?.cleared(session.id)
        return reply.code(204).send()
      }),
  })

  addExplainRoutes(app, parts)
  addVerifyRoute(app, parts, long)
}
