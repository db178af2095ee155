import type { JsonSchema } from '../../json-schema.ts'
import { MAX_SPEED } from '../../settings.ts'
import type { Shaped } from './shaped.ts'

/** A scenario in the body of a control call. */
const scenario = {
  expects: 'the name of a scenario, or a scenario',
  description: 'The name of a scenario, or a scenario as a value.',
  anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }],
} as const satisfies JsonSchema

/** What makes a session. */
export const newSessionSchema = {
  type: 'object',
  description: 'What the session is to be; what is left out is the default of the server.',
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1, description: 'An id of your own; else one is made up.' },
    scenario,
    seed: { type: 'integer', minimum: 0, description: 'What its draws depend on.' },
    speed: { type: 'number', maximum: MAX_SPEED, description: 'Seconds of session time in a real one, above 0.' },
    ttl: { type: 'string', format: 'duration', description: 'How long it may be idle before it is forgotten.' },
  },
} as const satisfies JsonSchema
export type NewSessionOrder = Shaped<typeof newSessionSchema>

/** What gives a session another scenario. */
export const switchSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['scenario'],
  properties: { scenario },
} as const satisfies JsonSchema
export type SwitchOrder = Shaped<typeof switchSchema>

/** What moves the time of a session. */
export const clockSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  expects: 'a mapping with advance, speed, or both',
  properties: {
    advance: {
      type: 'string',
      format: 'duration',
      expects: 'a duration such as 60s; session time goes forward only',
      description: 'How far session time jumps forward, such as 60s.',
    },
    speed: {
      type: 'number',
      maximum: MAX_SPEED,
      description: 'Seconds of session time in a real one from now on, above 0, until a reset.',
    },
  },
} as const satisfies JsonSchema
export type ClockOrder = Shaped<typeof clockSchema>

/** What an application says of how it ended. */
export const outcomeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['ok'],
  properties: {
    call: { type: 'string', minLength: 1, expects: 'the id of a call, or the name that x-mock-call gave it' },
    ok: { type: 'boolean', expects: 'true where the application got what it wanted, else false' },
    note: { type: 'string', expects: 'a text' },
  },
} as const satisfies JsonSchema
export type OutcomeOrder = Shaped<typeof outcomeSchema>

/** What the next requests of a session are to get. The language of scenarios says what may stand in a wait and a fault. */
export const injectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    status: { type: 'integer', expects: 'a documented status', description: 'A documented status.' },
    variant: { type: 'string', description: 'Which of its bodies.' },
    retryAfter: {
      expects: 'a duration such as 2s, { date: 5s }, or { ms: 250 }',
      description: 'The wait that a 429 or 503 tells, as scenarios write it.',
    },
    fault: {
      expects: 'a fault, as scenarios write it',
      description: 'A break of the connection, as scenarios write it.',
    },
    times: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'How many requests get it; by default one.',
    },
  },
} as const satisfies JsonSchema
