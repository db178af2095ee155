import type { FastifyReply, FastifyRequest } from 'fastify'
import { evidenceOf } from '../journal/evidence.ts'
import { Turns } from '../scenario/turns.ts'
import type { Session } from '../session/session.ts'
import { DEFAULT_SESSION, type NewSession } from '../session/sessions.ts'
import { MAX_SPEED } from '../settings.ts'
import { parseDuration } from '../units.ts'
import { type ClockOrder, clockSchema, type SwitchOrder, switchSchema } from './api/body-schemas.ts'
import { sessionOperations as told } from './api/session-operations.ts'
import { baseUrlsOf } from './base-urls.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { differenceOf } from './difference-of.ts'
import { choose, orderOf, type Refused } from './new-session.ts'
import { readControlBody } from './read-control-body.ts'
import { refuseGone, withSession } from './with-session.ts'

const refuseOrder = (reply: FastifyReply, { status, problem, diagnostics }: Refused): FastifyReply =>
  refuse(reply, status, problem, diagnostics && { diagnostics })

const whyTooSlow = ({ speed = 1 }: ClockOrder): string | null =>
  speed > 0 ? null : `speed is ${speed}; expected a number above 0, at most ${MAX_SPEED}`

const moveTime = (session: Session, { advance, speed }: ClockOrder, nowMs: number): void => {
  if (speed !== undefined) session.run(speed, nowMs)
  if (advance !== undefined) session.advance(parseDuration(advance) ?? 0)
}

/** Why a session that is there is not the one that is ordered; null where it is. */
const whyAnother = (session: Session, order: NewSession, { settings }: ControlParts): string | null => {
  const { id, origin } = session
  if (!origin.isMade) {
    const instead =
      id === DEFAULT_SESSION
        ? `Give it another scenario with PUT /__mock/sessions/${id}/scenario, or take another id.`
        : 'Delete it first, or take another id.'
    return `There is a session "${id}" already that was not made by API, but on its first use. ${instead}`
  }
  const difference = differenceOf(order, session, settings)
  return (
    difference &&
    `There is a session "${id}" already, and ${difference}. Delete it first, or take another id; PUT /__mock/sessions/${id}/scenario gives it another scenario.`
  )
}

/** `/sessions`: who is there, making one, its clock, and starting over. Looking never makes a session. */
export const addSessionRoutes = (app: ControlApp, parts: ControlParts): void => {
  const { sessions, journal, journalFile, clock, reader } = parts
  const switches = new Turns()

  const shown = (session: Session) => ({
    id: session.id,
    scenario: session.scenario.name,
    seed: session.seed,
    createdAt: new Date(session.createdAtMs).toISOString(),
    clock: { sessionMs: Math.round(session.sessionMs(clock.monotonic())), speed: session.speed },
    entries: journal.count(session.id),
    underWay: session.underWay,
    madeBy: session.origin.isMade ? 'api' : 'request',
    missing: evidenceOf(session, journal),
    rules: session.scenario.rules.map(({ name, index }) => ({
      name,
      matched: session.counters.matched[index],
      spoken: session.counters.spoken[index],
    })),
  })

  const made = (session: Session, request: FastifyRequest, reply: FastifyReply) =>
    reply.send({ ...shown(session), ...baseUrlsOf(session.id, request, parts) })

  app.route({
    ...told.list,
    handler: () => {
      const all = sessions.all().map(shown)
      return { sessions: all, most: parts.settings.sessions, gone: sessions.gone.counts, run: sessions.gone.mark }
    },
  })

  app.route({
    ...told.make,
    handler: async (request, reply) => {
      const order = await orderOf(request.body ?? '{}', null, parts)
      if ('problem' in order) return refuseOrder(reply, order)
      if (sessions.get(order.id))
        return refuse(
          reply,
          409,
          `There is a session "${order.id}" already. Delete it, reset it, or take another id; PUT /__mock/sessions/${order.id} takes it as it is where it is the same.`,
        )
      return made(sessions.make(order), request, reply.code(201))
    },
  })

  app.route({
    ...told.put,
    handler: async (request, reply) => {
      const order = await orderOf(request.body ?? '{}', request.params.id, parts)
      if ('problem' in order) return refuseOrder(reply, order)
      const there = sessions.get(order.id)
      if (!there) return made(sessions.make(order), request, reply.code(201))
      const why = whyAnother(there, order, parts)
      return why === null ? made(there, request, reply) : refuse(reply, 409, why)
    },
  })

  app.route({ ...told.get, handler: (request, reply) => withSession(sessions, request.params.id, reply, shown) })

  app.route({
    ...told.delete,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, session =>
        sessions.delete(session)
          ? reply.code(204).send()
          : refuse(
              reply,
              409,
              `Session "${session.id}" always exists; reset it instead: POST /__mock/sessions/${session.id}/reset.`,
            ),
      ),
  })

  app.route({
    ...told.reset,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, session => {
        session.reset()
        journal.clear(session.id)
        journalFile?.cleared(session.id)
        return shown(session)
      }),
  })

  app.route({
    ...told.switch,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, session =>
        // of several the last one stays
        switches.take(session.id, async () => {
          const { value, problem } = await readControlBody<SwitchOrder>(reader, request.body, switchSchema)
          if (problem !== null) return refuse(reply, 400, problem)
          const chosen = await choose(value.scenario, parts, session.scenario)
          if (sessions.get(session.id) !== session) return refuseGone(reply, session, sessions)
          if ('problem' in chosen) return refuseOrder(reply, chosen)
          session.reset(chosen.scenario, chosen.own)
          return shown(session)
        }),
      ),
  })

  app.route({
    ...told.clock,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async session => {
        const { value, problem } = await readControlBody<ClockOrder>(reader, request.body, clockSchema)
        if (problem !== null) return refuse(reply, 400, problem)
        const tooSlow = whyTooSlow(value)
        if (tooSlow !== null) return refuse(reply, 400, tooSlow)
        moveTime(session, value, clock.monotonic())
        return shown(session)
      }),
  })
}
