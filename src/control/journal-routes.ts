import { endpointNames } from '../groq/endpoints.ts'
import type { EntryFilter } from '../journal/journal.ts'
import { suggest } from '../nearest.ts'
import type { ControlApp, ControlParts } from './control-app.ts'
import { refuse } from './control-app.ts'
import { params, withSession } from './with-session.ts'

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

/** `/sessions/:id/journal`: what happened in a session. */
export const addJournalRoutes = (app: ControlApp, { sessions, journal }: ControlParts): void => {
  app.get('/sessions/:id/journal', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, session => {
      const filter = filterOf(request.query as Query)
      return typeof filter === 'string' ? refuse(reply, 400, filter) : journal.page(session.id, filter)
    }),
  )

  app.delete('/sessions/:id/journal', { schema: { params } }, (request, reply) =>
    withSession(sessions, request.params.id, reply, session => {
      journal.clear(session.id)
      return reply.code(204).send()
    }),
  )
}
