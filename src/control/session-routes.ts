import { evidenceOf } from '../journal/evidence.ts'
import type { JsonSchema } from '../json-schema.ts'
import { Turns } from '../scenario/turns.ts'
import type { Session } from '../session/session.ts'
import { parseDuration } from '../units.ts'
import { baseUrlsOf } from './base-urls.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { choose, orderOf, scenarioSchema } from './new-session.ts'
import { readControlBody } from './read-control-body.ts'
import { params, refuseGone, withSession } from './with-session.ts'

const switchSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['scenario'],
  properties: { scenario: scenarioSchema },
}

interface Switch {
  readonly scenario: string | object
}

const clockSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['advance'],
  properties: {
    advance: { type: 'string', format: 'duration', expects: 'a duration such as 60s; session time goes forward only' },
  },
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
    madeBy: session.origin.isMade ? 'api' : 'request',
    missing: evidenceOf(session, journal),
    rules: session.scenario.rules.map(({ name, index }) => ({
      name,
      matched: session.counters.matched[index],
      spoken: session.counters.spoken[index],
    })),
  })

  app.get('/sessions', () => {
    const all = sessions.all().map(shown)
    return { sessions: all, most: parts.settings.sessions, gone: sessions.gone.counts }
  })

  app.post('/sessions', async (request, reply) => {
    const order = await orderOf(request.body ?? '{}', parts)
    if ('problem' in order) return refuse(reply, order.status, order.problem)
    const session = sessions.make(order)
    return reply.code(201).send({ ...shown(session), ...baseUrlsOf(session.id, request, parts) })
  })

  app.get('/sessions/:id', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, shown),
  )

  app.delete('/sessions/:id', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, session =>
      sessions.delete(session)
        ? reply.code(204).send()
        : refuse(
            reply,
            409,
            `Session "${session.id}" always exists; reset it instead: POST /__mock/sessions/${session.id}/reset.`,
          ),
    ),
  )

  app.post('/sessions/:id/reset', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, session => {
      session.reset()
      journal.clear(session.id)
      journalFile?.cleared(session.id)
      return shown(session)
    }),
  )

  app.put('/sessions/:id/scenario', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, session =>
      // of several the last one stays
      switches.take(session.id, async () => {
        const { value, problem } = await readControlBody<Switch>(reader, request.body, switchSchema)
        if (problem !== null) return refuse(reply, 400, problem)
        const chosen = await choose(value.scenario, parts, session.scenario)
        if (sessions.get(session.id) !== session) return refuseGone(reply, session, sessions)
        if ('problem' in chosen) return refuse(reply, chosen.status, chosen.problem)
        session.reset(chosen.scenario, chosen.own)
        return shown(session)
      }),
    ),
  )

  app.post('/sessions/:id/clock', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, async session => {
      const { value, problem } = await readControlBody<{ readonly advance: string }>(reader, request.body, clockSchema)
      if (problem !== null) return refuse(reply, 400, problem)
      session.advance(parseDuration(value.advance) ?? 0)
      return shown(session)
    }),
  )
}
