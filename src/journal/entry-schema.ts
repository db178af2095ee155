import type { JsonSchema } from '../json-schema.ts'

const text = (description: string) => ({ type: 'string', description }) as const
const number = (description: string) => ({ type: 'number', minimum: 0, description }) as const
const integer = (description: string) => ({ type: 'integer', minimum: 0, description }) as const
const orNull = <const Schema extends JsonSchema>(schema: Schema, description: string) =>
  ({ anyOf: [schema, { type: 'null' }], description }) as const

const toldText = orNull({ type: 'string' }, 'As it stood in the answer; null where a rule took it out.')
const toldWait = <const Form extends string>(header: string, forms: readonly Form[]) =>
  orNull(
    {
      type: 'object',
      required: ['is', 'text', 'ms'],
      additionalProperties: false,
      properties: {
        is: { enum: [...forms, 'malformed', 'removed'] },
        text: toldText,
        ms: orNull(
          { type: 'number', minimum: 0 },
          'Milliseconds from when the answer was sent; null where it is malformed or removed.',
        ),
      },
    },
    `What ${header} told.`,
  )

const properties = {
  id: text('The x-request-id of the answer; unique across sessions.'),
  session: text('The session it belongs to.'),
  at: text('When the request came: ISO 8601 with milliseconds.'),
  offsetMs: number("Milliseconds since the session's first request."),
  call: text(
    'The call that this is an attempt of; unique in its session. `none` for the preflight of a browser, and where the choice of a session or scenario is wrong.',
  ),
  ordinal: integer('The number of this call among calls with equal requests, from 1.'),
  attempt: integer('Which attempt of its call, from 1.'),
  certainty: {
    enum: ['certain', 'inferred'],
    description:
      'Certain where a name or a retry count above 0 says which call it belongs to, inferred where likeness does.',
  },
  follows: orNull(
    { type: 'string' },
    'Of a first attempt: the equal call that failed in the 120 s before it, if this may have been asked because of that.',
  ),
  retryCount: orNull({ type: 'integer' }, 'What x-stainless-retry-count said.'),
  batch: orNull({ type: 'string' }, 'The batch whose line it is; null for a request that came over a connection.'),
  connection: integer('The number of the connection, from 1; 0 for a line of a batch.'),
  requestOnConnection: integer(
    'The number of this request on its connection, from 1; for a batch, the line of its file.',
  ),
  httpVersion: orNull(
    { enum: ['1.0', '1.1', '2'] },
    'The version of HTTP; null for a line of a batch, and for bytes that are no HTTP.',
  ),
  method: text('The HTTP method.'),
  path: text('Without the prefixes, with the query.'),
  endpoint: orNull(
    { type: 'string' },
    'As match.endpoint names it; null for a URL that is no endpoint, and for a preflight.',
  ),
  model: orNull({ type: 'string' }, 'The model asked for.'),
  tier: orNull({ type: 'string' }, 'The service tier asked for.'),
  stream: orNull({ type: 'boolean' }, 'Whether a stream was asked for; null where the body could not be read.'),
  requestBytes: integer('Bytes of the body; if it was not read to its end, the announced length.'),
  fingerprint: text('Equal for requests that ask for the same: method, path, query and body; whoever asks.'),
  rule: orNull({ type: 'string' }, 'The rule that decided.'),
  rules: {
    type: 'array',
    description: 'Every rule that spoke: those that passed on with what they change, then the one that decided.',
    items: { type: 'string' },
  },
  outcome: orNull({ type: 'string' }, 'The kind of outcome; null if the client left before the decision.'),
  because: text('Why it got what it got, as a sentence.'),
  nearMisses: {
    type: 'array',
    description: 'Rules that nearly spoke, and the first thing that each missed.',
    items: {
      type: 'object',
      required: ['rule', 'missed'],
      additionalProperties: false,
      properties: { rule: text('The rule.'), missed: text('The criterion or gate.') },
    },
  },
  status: orNull({ type: 'integer' }, 'What was sent; 499 where the client left; null where no HTTP answer was sent.'),
  variant: orNull({ type: 'string' }, 'The variant of the catalogue that an error was; null for none.'),
  ttfbMs: orNull({ type: 'number' }, 'Milliseconds from the arrival to the first byte of the answer.'),
  durationMs: number('Milliseconds from the arrival to the end.'),
  bytes: integer('Bytes of the body that was sent.'),
  chunks: integer('Events of a stream; 1 for a whole answer, 0 for none.'),
  endedBy: { enum: ['server', 'client', 'fault'], description: 'Who ended it.' },
  flaws: {
    type: 'array',
    description: 'What was broken in the answer, as `fault` and `stream` name it in scenarios.',
    items: {
      enum: [
        ...['reset', 'drop', 'hang', 'garbage', 'cut', 'trickle', 'short'],
        ...['error', 'malformed', 'noDone', 'stall'],
      ],
    },
  },
  remaining: orNull(
    {
      type: 'object',
      required: ['requests', 'amount'],
      additionalProperties: false,
      properties: {
        requests: orNull({ type: 'integer', minimum: 0 }, 'x-ratelimit-remaining-requests'),
        amount: orNull({ type: 'integer', minimum: 0 }, 'x-ratelimit-remaining-tokens, or -audio-seconds'),
      },
    },
    'What its headers said is left; null where nothing limits the request.',
  ),
  told: {
    description:
      'What the client was told of waiting and trying again, read off what went onto the wire; null for nothing.',
    anyOf: [
      {
        type: 'object',
        required: ['retryAfter', 'retryAfterMs', 'shouldRetry', 'tryAgainInMs', 'roomAtMs'],
        additionalProperties: false,
        properties: {
          retryAfter: toldWait('retry-after', ['seconds', 'date']),
          retryAfterMs: toldWait('retry-after-ms', ['milliseconds']),
          shouldRetry: orNull(
            {
              type: 'object',
              required: ['is', 'text'],
              additionalProperties: false,
              properties: { is: { enum: ['true', 'false', 'malformed', 'removed'] }, text: toldText },
            },
            'What x-should-retry told.',
          ),
          tryAgainInMs: orNull({ type: 'number' }, 'What the text says behind "try again in", in milliseconds.'),
          roomAtMs: orNull(
            { type: 'number' },
            'When the limit that refused the request has room: real time, in milliseconds as offsetMs.',
          ),
        },
      },
      { type: 'null' },
    ],
  },
  userAgent: orNull({ type: 'string' }, 'The user-agent of the request.'),
  kept: {
    description: 'Headers without credentials and the body, where they are kept.',
    anyOf: [
      {
        type: 'object',
        required: ['headers', 'body'],
        additionalProperties: false,
        properties: {
          headers: { type: 'object', additionalProperties: { type: 'string' } },
          body: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        },
      },
      { type: 'null' },
    ],
  },
} as const satisfies Record<string, JsonSchema>

/** A journal entry as JSON Schema, draft 2020-12: `docs/journal-entry.schema.json` is printed from it. */
export const entrySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A journal entry of groq-mock',
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties) as readonly (keyof typeof properties)[],
  properties,
} as const
