import type { FastifyReply } from 'fastify'
import { endpointNames } from '../groq/endpoints.ts'
import type { EntryFilter } from '../journal/journal.ts'
import { nearest, suggest } from '../nearest.ts'
import type { Session } from '../session/session.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } as const

const QUERY_KEYS = ['status', 'endpoint', 'call', 'since', 'limit'] as const
const DEFAULT_LIMIT = 100
const MAX_LIMIT = 10_000

type Query = { readonly [Key in (typeof QUERY_KEYS)[number]]?: string }

const strayIn = (asked: object): string | null => {
  for (const [key, value] of Object.entries(asked)) {
    if (!(QUERY_KEYS as readonly string[]).includes(key))
      return `There is no filter "${key}". ${suggest(key, QUERY_KEYS)}`
    if (typeof value !== 'string') return `The filter ${key} is said more than once; say it once.`
  }
  return null
}

/** The filter that a query asks for, or the sentence that says what is wrong with it. */
const filterOf = (asked: Query): EntryFilter | string => {
  const stray = strayIn(asked)
  if (stray !== null) return stray
  const { status, endpoint, limit, ...rest } = asked
  if (status !== undefined && !/^\d{3}$/.test(status))
    return `The filter status is ${JSON.stringify(status)}; expected a status such as 429.`
  if (endpoint !== undefined && !(endpointNames as readonly string[]).includes(endpoint))
    return `There is no endpoint "${endpoint}". ${suggest(endpoint, endpointNames)}`
  const most = limit === undefined ? DEFAULT_LIMIT : /^\d{1,5}$/.test(limit) ? Number(limit) : 0
  if (most < 1 || most > MAX_LIMIT)
    return `The limit is ${JSON.stringify(limit)}; expected a number from 1 to ${MAX_LIMIT}.`
  return {
    ...rest,
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(endpoint === undefined ? {} : { endpoint }),
    limit: most,
  }
}

const scenarioNamed = (body: unknown): string | null => {
  try {
    const value: unknown = JSON.parse(String(body))
    const name = typeof value === 'object' && value !== null && 'scenario' in value ? value.scenario : null
    return typeof name === 'string' ? name : null
  } catch {
    return null
  }
}

/** `/sessions`: who is there, what happened in it, and starting over. Looking never makes a session. */
export const addSessionRoutes = (app: ControlApp, { sessions, journal, library }: ControlParts): void => {
  const shown = (session: Session) => ({
    id: session.id,
    scenario: session.scenario.name,
    seed: session.seed,
    createdAt: new Date(session.createdAtMs).toISOString(),
    entries: journal.count(session.id),
    rules: session.scenario.rules.map(({ name, index }) => ({
      name,
      matched: session.counters.matched[index],
      spoken: session.counters.spoken[index],
    })),
  })

  const withSession = (id: string, reply: FastifyReply, then: (session: Session) => unknown): unknown => {
    const session = sessions.get(id)
    if (session) return then(session)
    const near = nearest(
      id,
      sessions.all().map(other => other.id),
    )
    return refuse(
      reply,
      404,
      `There is no session "${id}".${near ? ` Did you mean "${near}"?` : ''} A session begins with its first API request.`,
    )
  }

  app.get('/sessions', () => ({ sessions: sessions.all().map(shown) }))
  app.get('/sessions/:id', { schema: { params } }, (request, reply) => withSession(request.params.id, reply, shown))

  app.post('/sessions/:id/reset', { schema: { params } }, (request, reply) =>
    withSession(request.params.id, reply, session => {
      session.reset()
      journal.clear(session.id)
      return shown(session)
    }),
  )

  app.put('/sessions/:id/scenario', { schema: { params } }, (request, reply) =>
    withSession(request.params.id, reply, session => {
      const name = scenarioNamed(request.body)
      if (name === null) return refuse(reply, 400, 'The body must be JSON such as {"scenario": "rate-limited"}.')
      const scenario = library.get(name)
      if (!scenario) return refuse(reply, 404, library.unknown(name))
      session.reset(scenario)
      return shown(session)
    }),
  )

  app.get('/sessions/:id/journal', { schema: { params } }, (request, reply) =>
    withSession(request.params.id, reply, session => {
      const filter = filterOf(request.query as Query)
      return typeof filter === 'string' ? refuse(reply, 400, filter) : journal.page(session.id, filter)
    }),
  )

  app.delete('/sessions/:id/journal', { schema: { params } }, (request, reply) =>
    withSession(request.params.id, reply, session => {
      journal.clear(session.id)
      return reply.code(204).send()
    }),
  )
}
