import { type RawTemporaryRule, temporaryRuleOf } from '../scenario/temporary-rule.ts'
import type { Injection } from '../session/injections.ts'
import { injectionSchema } from './api/body-schemas.ts'
import { injectionOperations as told } from './api/injection-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { readControlBody } from './read-control-body.ts'
import { withSession } from './with-session.ts'

const LONGEST = 2000

const shown = ({ id, rule, says, times, spoken }: Injection) => ({
  id,
  rule: rule.name,
  says,
  times,
  left: times - spoken,
})

/** `/sessions/:id/injections`: temporary rules, which answer the next requests of a session before its scenario does. */
export const addInjectionRoutes = (app: ControlApp, { sessions, reader }: ControlParts): void => {
  app.route({
    ...told.list,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, ({ injections }) => ({
        injections: injections.all().map(shown),
      })),
  })

  app.route({
    ...told.add,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, async ({ injections }) => {
        const { value, problem } = await readControlBody<RawTemporaryRule>(reader, request.body, injectionSchema)
        if (problem !== null) return refuse(reply, 400, problem)
        if (JSON.stringify(value).length > LONGEST)
          return refuse(reply, 400, 'This is too long for a status or a fault.')
        const made = temporaryRuleOf(value, injections.nextNumber)
        if (typeof made === 'string') return refuse(reply, 400, made)
        const injection = injections.add(made)
        return injection
          ? reply.code(201).send(shown(injection))
          : refuse(reply, 409, 'The session has as many temporary rules as it may have. Remove some of them first.')
      }),
  })

  app.route({
    ...told.remove,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, ({ id, injections }) =>
        injections.delete(request.params.injection)
          ? reply.code(204).send()
          : refuse(
              reply,
              404,
              `Session "${id}" has no temporary rule ${JSON.stringify(request.params.injection)}: it was removed, or has answered all its requests.`,
            ),
      ),
  })
}
