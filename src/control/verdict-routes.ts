import { suggest } from '../nearest.ts'
import type { Session } from '../session/session.ts'
import { verdictMarkdown } from '../verdict/forms/verdict-markdown.ts'
import { verdictText } from '../verdict/forms/verdict-text.ts'
import { verdictsHtml } from '../verdict/forms/verdicts-html.ts'
import { verdictsJunit } from '../verdict/forms/verdicts-junit.ts'
import { type OutcomeOrder, outcomeSchema } from './api/body-schemas.ts'
import { sessionOperations } from './api/session-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { fewAtATime } from './few-at-a-time.ts'
import { type JudgedSession, judgeSession } from './judge-session.ts'
import { negotiated } from './negotiated.ts'
import { readControlBody } from './read-control-body.ts'
import { withSession } from './with-session.ts'

const JSON_TYPE = 'application/json'

const junit = (verdict: JudgedSession): string => verdictsJunit([verdict], verdict.trial.strict)

/** A verdict in the forms that `Accept` may name. */
const forms = {
  'text/plain': verdict => `${verdictText(verdict, null)}\n`,
  'text/markdown': verdict => `${verdictMarkdown(verdict)}\n`,
  'text/html': verdict => verdictsHtml([verdict], null),
  'application/xml': junit,
  'application/junit+xml': junit,
  'text/xml': junit,
} satisfies Readonly<Record<string, (verdict: JudgedSession) => string>>

type Form = keyof typeof forms

const written = (verdict: JudgedSession, form: Form): string => forms[form](verdict)

const types: readonly [typeof JSON_TYPE, ...Form[]] = [JSON_TYPE, ...(Object.keys(forms) as Form[])]

const STRICT: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [undefined, false],
  ['0', false],
  ['false', false],
  ['1', true],
  ['true', true],
])

/** No call has a longer id: longer names stand as their beginning and a hash. */
const LONGEST_ID = 200

/** So many entries are looked at in a turn of the loop: a millisecond or so. */
const AT_ONCE = 500

/** Names of calls to choose from in a message; of many the last. */
const MOST_NAMES = 1000

const unknownCall = async (parts: ControlParts, session: Session, call: string): Promise<string | null> => {
  const { journal } = parts
  const { id, life } = session
  if (call.length > LONGEST_ID)
    return `Session "${id}" has no call whose id has ${call.length} letters: take the "call" of an entry in the journal.`
  const names = new Set<string>()
  await fewAtATime(journal.entries(id), AT_ONCE, ({ entry }) => {
    names.add(entry.call)
    return entry.call === call && 'stop'
  })
  // it was reset while somebody looked
  if (life !== session.life) return unknownCall(parts, session, call)
  if (names.has(call)) return null
  if (journal.evicted(id).entries > 0) return null
  if (names.size === 0) return `Session "${id}" has no call "${call}": nothing of it is in the journal yet.`
  return `Session "${id}" has no call "${call}". ${suggest(call, [...names].slice(-MOST_NAMES))}`
}

/** `/sessions/:id/verdict` and `/outcome`: what the journal says about the client, and what the client says of itself. */
export const addVerdictRoutes = (app: ControlApp, parts: ControlParts): void => {
  const { sessions } = parts

  app.route({
    ...sessionOperations.verdict,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async session => {
        const { strict: asked, ...others } = request.query as Readonly<Record<string, unknown>>
        const [other] = Object.keys(others)
        if (other !== undefined)
          return refuse(reply, 400, `A verdict takes no "${other}". ${suggest(other, ['strict'])}`)
        const strict = STRICT.get(asked)
        if (strict === undefined)
          return refuse(reply, 400, `strict is ${JSON.stringify(asked)}; expected true or false.`)
        const verdict = await judgeSession(parts, session, strict)
        const form = negotiated(request.headers.accept, types)
        reply.header('vary', 'accept')
        if (form === JSON_TYPE) return verdict
        return reply.type(`${form}; charset=utf-8`).send(written(verdict, form))
      }),
  })

  app.route({
    ...sessionOperations.outcome,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async session => {
        const { value, problem } = await readControlBody<OutcomeOrder>(parts.reader, request.body, outcomeSchema)
        if (problem !== null) return refuse(reply, 400, problem)
        const { call = null, ok, note = null } = value
        const unknown = call === null ? null : await unknownCall(parts, session, call)
        if (unknown !== null) return refuse(reply, 404, unknown)
        if (!session.declarations.add({ call, ok, note }))
          return refuse(
            reply,
            409,
            'So many calls have an outcome that there is no room for another; declare one for the whole run, without "call".',
          )
        return { call, ok, note }
      }),
  })
}
