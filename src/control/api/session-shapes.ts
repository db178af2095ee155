import { dimensionNames } from '../../groq/limits.ts'
import { byName, count, list, named, number, object, oneOf, orNull, text } from './shapes.ts'

const missing = object({
  sessionsEvicted: count('Sessions of this name before this one that had to go because there were too many.'),
  sessionsExpired: count('The same of those that nobody used for longer than their ttl.'),
  entriesEvicted: count('Entries of this session that were dropped because the journal was full.'),
})

const properties = {
  id: text('The id, which base URLs and `x-mock-session` name.'),
  scenario: text('The scenario that it runs.'),
  seed: count('What its draws depend on.'),
  createdAt: text('When it was made: ISO 8601.'),
  clock: object({
    sessionMs: count('Session time in milliseconds: since its first request, × speed, + what it was advanced by.'),
    speed: number('Seconds of session time in a real one.'),
  }),
  entries: count('How many entries it has in the journal.'),
  underWay: count('How many of its requests are being answered: their entries are still to come.'),
  madeBy: oneOf(['api', 'request'], 'Whether it was made by API, or on its first use.'),
  missing: { ...missing, description: 'What of its journal is not here any more.' },
  rules: list(
    object({
      name: text('The name of the rule.'),
      matched: count('How many requests it matched.'),
      spoken: count('How often it decided or changed an answer.'),
    }),
    'The rules of its scenario.',
  ),
}

export const sessionShape = named('Session', 'The isolated state of one tenant.', properties)

export const madeSessionShape = named('MadeSession', 'A session that was made by API, and where clients find it.', {
  ...properties,
  baseUrl: text('The base URL for groq-sdk.'),
  openaiBaseUrl: text('The base URL for OpenAI SDKs.'),
})

export const sessionsShape = named('Sessions', 'All sessions.', {
  sessions: list(sessionShape, 'The least recently used first.'),
  most: count('How many there may be at once.'),
  gone: {
    ...object({
      evicted: count('Those that had to go because there were too many, or remembered too much.'),
      expired: count('Those that nobody used for longer than their ttl.'),
      deleted: count('Those that somebody deleted.'),
      beganAnew: count('Those that requests made, went, and were made anew by another request.'),
    }),
    description: 'How many are gone since the start.',
  },
  run: text('A mark of this run of the server: another one means that it was started anew.'),
})

const bucket = object({
  dimension: oneOf(dimensionNames, 'What it counts, and in which window.'),
  limit: count('How much there is in a window.'),
  burst: orNull(count('What it holds when it is full, where that is less.'), 'Null where it is not.'),
  used: count('Whole units that are used.'),
  remaining: count('Whole units that are left.'),
  reset: text('The real time in which what is used refills, such as 2m59.56s.'),
})

export const limitsShape = named('Limits', 'How much of every limit of a session is used.', {
  plan: orNull(text('The plan of its scenario.'), 'Null where it has none.'),
  limits: list(
    object({
      organization: text('The organization.'),
      model: text('The model.'),
      buckets: list(bucket, 'One for each limit.'),
    }),
    'The accounts that were used.',
  ),
  flex: object({
    room: {
      anyOf: [{ type: 'integer' }, { type: 'string' }, { type: 'null' }],
      description: 'How many requests of the flex tier are served at once, or which share of them; null for no bound.',
    },
    served: count('How many are being served.'),
  }),
  capacity: object({
    room: orNull(count('How many requests are served at once.'), 'Null for no bound.'),
    served: count('How many are being served.'),
  }),
})

export const verifiedShape = named('Verified', 'What was to be verified holds.', {
  ok: { const: true },
  count: count('How many entries match.'),
  entries: list(text('The id of an entry.'), 'Those that match.'),
})

export const unverifiedShape = named('Unverified', 'What was to be verified does not hold.', {
  ok: { const: false },
  message: text('How many match, and how many were expected; of a sequence, where it breaks.'),
  count: count('How many entries match.'),
  expected: {
    anyOf: [
      object({
        min: count('The least that were expected.'),
        max: orNull(count('The most that were expected.'), 'Null for no bound.'),
      }),
      list(text('What an entry should be, in words.'), 'Of a sequence, its steps.'),
    ],
    description: 'What was expected.',
  },
  entries: list(text('The id of an entry.'), 'Those that match.'),
  seen: list(
    text('An entry in a line, and what of the match it lacks.'),
    'Those that came nearest, of a sequence the last ones; at most ten.',
  ),
  evicted: count('Entries that were dropped because the journal was full: some of them may have matched.'),
})

export const declaredShape = named('Declared', 'How the application says that it ended.', {
  call: orNull(text('The id of the call.'), 'Null for the whole run.'),
  ok: { type: 'boolean', description: 'Whether it got what it wanted.' },
  note: orNull(text('In its own words.'), 'Null for none.'),
})

export const spokenShape = byName(count('How often.'), 'How often each rule spoke.')
