import { querySchema } from '../journal-filter.ts'
import { orderSchema } from '../verify-order.ts'
import { eventsShape, explanationShape, linesShape, pageShape } from './journal-shapes.ts'
import { body, forms, guarded, json, nothing, refusal } from './operation.ts'
import { ofEntry, ofSession, ofSessionEntry } from './parameters.ts'
import { absent } from './session-operations.ts'
import { unverifiedShape, verifiedShape } from './session-shapes.ts'

const tags = ['journal'] as const
const noEntry = refusal('There is no such entry, or it was dropped.')
const tooMany = refusal('Too many answers are open that take their time.')

/** What `/journal` says of itself, and what is asked of it. */
export const journalOperations = {
  get: guarded({
    method: 'GET',
    url: '/sessions/:id/journal',
    operationId: 'getJournal',
    tags,
    summary: 'Shows the entries of a session.',
    description:
      'JSON is a page of 100, or of `limit`; application/x-ndjson has all at once; text/event-stream follows new ones until the session is gone.',
    params: ofSession,
    querystring: querySchema,
    headers: {
      type: 'object',
      properties: {
        'last-event-id': {
          type: 'string',
          description: 'Of a stream of events: as `since`. Browsers send it when they come back.',
        },
      },
    },
    response: {
      200: forms('The entries, as `Accept` wants them.', {
        'application/json': pageShape,
        'application/x-ndjson': linesShape,
        'text/event-stream': eventsShape,
      }),
      400: refusal('The filter is wrong.'),
      503: tooMany,
      ...absent,
    },
  }),
  clear: guarded({
    method: 'DELETE',
    url: '/sessions/:id/journal',
    operationId: 'clearJournal',
    tags,
    summary: 'Forgets the entries of a session; its counters stay.',
    params: ofSession,
    response: { 204: nothing('It is empty.'), ...absent },
  }),
  explain: guarded({
    method: 'GET',
    url: '/journal/:entry/explain',
    operationId: 'explainEntry',
    tags,
    summary: 'Says why an exchange of any session got what it got.',
    params: ofEntry,
    response: { 200: json('What its decision looked at.', explanationShape), 404: noEntry },
  }),
  explainOfSession: guarded({
    method: 'GET',
    url: '/sessions/:id/journal/:entry/explain',
    operationId: 'explainSessionEntry',
    tags,
    summary: 'Says why an exchange of a session got what it got.',
    params: ofSessionEntry,
    response: { 200: json('What its decision looked at.', explanationShape), ...absent, 404: noEntry },
  }),
  verify: guarded({
    method: 'POST',
    url: '/sessions/:id/verify',
    operationId: 'verify',
    tags,
    summary: 'Tells whether what should have happened did, now or within a while.',
    params: ofSession,
    body: body('Verification', orderSchema),
    response: {
      200: json('It holds.', verifiedShape),
      400: refusal('The body is wrong.'),
      409: json('It does not hold.', unverifiedShape),
      503: tooMany,
      ...absent,
    },
  }),
}
