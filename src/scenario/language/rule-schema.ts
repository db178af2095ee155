import type { JsonSchema } from '../../json-schema.ts'
import { delaySchema as delaySchemaOf } from '../../outcomes/delay.ts'
import { type OutcomeName, outcomes } from '../../outcomes/index.ts'
import { headerValueSchemas } from '../../outcomes/said-headers.ts'
import { streamSchema } from '../../outcomes/stream/index.ts'
import { criteria } from '../match/criteria.ts'
import { perSchema } from '../per.ts'

// a fault may stand beside another outcome, which it breaks
const outcomeKeys = [...Object.keys(outcomes).filter(name => name !== 'fault'), 'sequence', 'oneOf', 'pass']
const atMostOneOutcome = {
  atMostOneOf: outcomeKeys,
  joins: { key: 'fault', beside: ['error', 'complete', 'reply'] },
} as const satisfies JsonSchema

const single = {
  ...(Object.fromEntries(Object.entries(outcomes).map(([name, kind]) => [name, kind.schema])) as Record<
    OutcomeName,
    JsonSchema
  >),
  pass: { const: true, expects: 'true', description: 'Lets the next rule speak.', examples: [true] },
} as const satisfies Record<string, JsonSchema>

/** `delay:`, wherever it may stand. */
export const delaySchema = delaySchemaOf(
  'How long the first byte waits, in real time. Delays are not added up: the nearest one applies.',
)

const modifiers = {
  delay: delaySchema,
  headers: {
    type: 'object',
    minProperties: 1,
    description: 'Headers to add to the answer or, with null, to remove from it.',
    examples: [{ 'x-should-retry': 'false', vary: null }],
    propertyNames: { type: 'string', format: 'header-name' },
    additionalProperties: {
      expects: 'text, or null to remove the header',
      anyOf: [...headerValueSchemas, { type: 'null' }],
    },
  },
  stream: streamSchema,
} as const satisfies Record<string, JsonSchema>

const count = (description: string, examples: readonly number[]): JsonSchema => ({
  type: 'integer',
  minimum: 1,
  description,
  examples,
})

const share: JsonSchema = {
  type: 'string',
  format: 'share',
  description: 'How likely: `10%`.',
  examples: ['10%', '0.5%'],
}

const step = (
  inner: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  first: Readonly<Record<string, JsonSchema>>,
): JsonSchema => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  required,
  ...atMostOneOutcome,
  properties: { ...first, ...single, ...inner, ...modifiers },
})

const times = count('How many requests this step answers; by default 1.', [2])

const sequenceOf = (inner: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  minItems: 1,
  description: 'One after the other in each session; the last one stays.',
  examples: [[{ error: 503, times: 2 }, { complete: {} }]],
  items: step(inner, [], { times }),
})

const then: JsonSchema = {
  enum: ['repeat', 'pass'],
  description:
    'What the sequence does after its last step: start over, or let the next rule speak. By default the last step stays.',
  examples: ['repeat'],
}

const oneOfOf = (inner: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  minItems: 1,
  description: 'One weighted draw; requests that draw none of the shares go on to the next rule.',
  examples: [
    [
      { share: '40%', error: 503 },
      { share: '5%', error: 429 },
    ],
  ],
  items: step(inner, ['share'], { share }),
})

/** One rule, as a scenario may write it. */
export const ruleSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  ...atMostOneOutcome,
  properties: {
    name: {
      type: 'string',
      format: 'name',
      description: 'Unique in its file; by default `rule-1` and so on, by position.',
      examples: ['brown-out'],
    },
    match: {
      type: 'object',
      additionalProperties: false,
      description: 'All criteria must hold; without any, every request matches.',
      examples: [{ endpoint: 'chat.completions', stream: true }],
      properties: Object.fromEntries(Object.entries(criteria).map(([key, kind]) => [key, kind.schema])),
    },
    during: {
      type: 'string',
      format: 'duration-range',
      description: "Speaks only in this window of session time, which starts with the session's first API request.",
      examples: ['10s..40s'],
    },
    after: count('Skips this many matching requests first.', [2]),
    every: count('Speaks for every fourth matching request (`every: 4`), counted from where `after` ends.', [4]),
    share: { ...share, description: 'Speaks for this share of the matching requests, by seeded luck.' },
    times: count('Speaks at most this many times.', [3]),
    per: perSchema,
    ...single,
    sequence: sequenceOf({ oneOf: oneOfOf({}) }),
    then,
    oneOf: oneOfOf({ sequence: sequenceOf({}), then }),
    ...modifiers,
  },
}
