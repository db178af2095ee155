import { injectionSchema } from './body-schemas.ts'
import { body, guarded, json, nothing, refusal } from './operation.ts'
import { ofInjection, ofSession } from './parameters.ts'
import { absent } from './session-operations.ts'
import { count, list, named, object, text } from './shapes.ts'

const tags = ['sessions'] as const

const injectionShape = named('Injection', 'A temporary rule of a session.', {
  id: text('What it is removed by.'),
  rule: text('The name by which the journal calls it.'),
  says: text('What it gives, in words.'),
  times: count('How many requests get it.'),
  left: count('How many of them are still to come.'),
})

/** What `/sessions/:id/injections` says of itself. */
export const injectionOperations = {
  list: guarded({
    method: 'GET',
    url: '/sessions/:id/injections',
    operationId: 'listInjections',
    tags,
    summary: 'Lists the temporary rules of a session.',
    params: ofSession,
    response: {
      200: json('Those that have requests left.', object({ injections: list(injectionShape, 'In their order.') })),
      ...absent,
    },
  }),
  add: guarded({
    method: 'POST',
    url: '/sessions/:id/injections',
    operationId: 'addInjection',
    tags,
    summary: 'Answers the next requests of a session with a status or a fault, before its scenario does.',
    params: ofSession,
    body: body('NewInjection', injectionSchema),
    response: {
      201: json('It is in force.', injectionShape),
      400: refusal('The body is wrong.'),
      409: refusal('There are as many as there may be.'),
      ...absent,
    },
  }),
  remove: guarded({
    method: 'DELETE',
    url: '/sessions/:id/injections/:injection',
    operationId: 'removeInjection',
    tags,
    summary: 'Removes a temporary rule.',
    params: ofInjection,
    response: { 204: nothing('It is gone.'), ...absent, 404: refusal('There is no such session, or no such rule.') },
  }),
}
