import { clockSchema, newSessionSchema, outcomeSchema, switchSchema } from './body-schemas.ts'
import { body, forms, guarded, json, nothing, refusal } from './operation.ts'
import { ofSession } from './parameters.ts'
import { declaredShape, limitsShape, madeSessionShape, sessionShape, sessionsShape } from './session-shapes.ts'
import { text } from './shapes.ts'
import { verdictShape } from './verdict-shape.ts'

const tags = ['sessions'] as const

/** What every route of one session answers where it is not here. */
export const absent = {
  404: refusal('There is no such session.'),
  410: refusal('It was made by API and is gone; `why` says how.'),
}

const badScenario = {
  404: refusal('There is no such scenario.'),
  413: refusal('The body, or the scenario in memory, is too large.'),
  507: refusal('There is no room for the scenario.'),
}

/** What `/sessions` and all below it but the journal say of themselves. */
export const sessionOperations = {
  list: guarded({
    method: 'GET',
    url: '/sessions',
    operationId: 'listSessions',
    tags,
    summary: 'Lists the sessions; looking makes none.',
    response: { 200: json('All sessions.', sessionsShape) },
  }),
  make: guarded({
    method: 'POST',
    url: '/sessions',
    operationId: 'makeSession',
    tags,
    summary: 'Makes a session.',
    body: body('NewSession', newSessionSchema),
    'x-optional-body': true,
    response: {
      ...badScenario,
      201: json('The session.', madeSessionShape),
      400: refusal('The body, or its scenario, is wrong.'),
      409: refusal('There is a session of this id already.'),
    },
  }),
  put: guarded({
    method: 'PUT',
    url: '/sessions/:id',
    operationId: 'putSession',
    tags,
    summary: 'Makes a session under an id of your own; may be sent again.',
    params: ofSession,
    body: body('NewSession', newSessionSchema),
    'x-optional-body': true,
    response: {
      ...badScenario,
      200: json('Just that session is there.', madeSessionShape),
      201: json('It was made.', madeSessionShape),
      400: refusal('The id, the body, or its scenario is wrong.'),
      409: refusal('Another session of this id is there; the message says what differs.'),
    },
  }),
  get: guarded({
    method: 'GET',
    url: '/sessions/:id',
    operationId: 'getSession',
    tags,
    summary: 'Shows a session.',
    params: ofSession,
    response: { 200: json('The session.', sessionShape), ...absent },
  }),
  delete: guarded({
    method: 'DELETE',
    url: '/sessions/:id',
    operationId: 'deleteSession',
    tags,
    summary: 'Forgets a session with its journal.',
    params: ofSession,
    response: { 204: nothing('It is gone.'), 409: refusal('`default` always exists.'), ...absent },
  }),
  reset: guarded({
    method: 'POST',
    url: '/sessions/:id/reset',
    operationId: 'resetSession',
    tags,
    summary: 'Starts a session over: counters, calls, limits, time, journal and files.',
    params: ofSession,
    response: { 200: json('The session, as it is now.', sessionShape), ...absent },
  }),
  switch: guarded({
    method: 'PUT',
    url: '/sessions/:id/scenario',
    operationId: 'switchScenario',
    tags,
    summary: 'Gives a session another scenario, and starts it over; its journal stays.',
    params: ofSession,
    body: body('ScenarioSwitch', switchSchema),
    response: {
      ...badScenario,
      200: json('The session, as it is now.', sessionShape),
      400: refusal('The body, or its scenario, is wrong.'),
      404: refusal('There is no such session, or no such scenario.'),
      410: absent[410],
    },
  }),
  clock: guarded({
    method: 'POST',
    url: '/sessions/:id/clock',
    operationId: 'moveClock',
    tags,
    summary: 'Jumps forward in session time, or lets it run faster.',
    params: ofSession,
    body: body('ClockMove', clockSchema),
    response: { 200: json('The session, as it is now.', sessionShape), 400: refusal('The body is wrong.'), ...absent },
  }),
  limits: guarded({
    method: 'GET',
    url: '/sessions/:id/limits',
    operationId: 'getLimits',
    tags,
    summary: 'Shows how much of every limit is used.',
    params: ofSession,
    response: { 200: json('Every bucket.', limitsShape), ...absent },
  }),
  verdict: guarded({
    method: 'GET',
    url: '/sessions/:id/verdict',
    operationId: 'getVerdict',
    tags,
    summary: 'Says what the journal shows of the client.',
    params: ofSession,
    querystring: {
      type: 'object',
      additionalProperties: false,
      properties: {
        strict: { enum: ['0', '1', 'false', 'true'], description: 'Whether a WARN fails too.' },
      },
    },
    response: {
      200: forms('The verdict, as `Accept` wants it.', {
        'application/json': verdictShape,
        'text/plain': text('For a terminal.'),
        'text/markdown': text('For a comment.'),
        'text/html': text('A page.'),
        'application/junit+xml': text('For a runner of tests.'),
        'application/xml': text('The same.'),
        'text/xml': text('The same.'),
      }),
      400: refusal('The query is wrong.'),
      ...absent,
    },
  }),
  outcome: guarded({
    method: 'POST',
    url: '/sessions/:id/outcome',
    operationId: 'declareOutcome',
    tags,
    summary: 'The application says how it ended, as a whole or one call of it.',
    params: ofSession,
    body: body('Outcome', outcomeSchema),
    response: {
      200: json('What was declared.', declaredShape),
      400: refusal('The body is wrong.'),
      404: refusal('There is no such session, or no such call.'),
      409: refusal('There is no room for another.'),
      410: absent[410],
    },
  }),
}
