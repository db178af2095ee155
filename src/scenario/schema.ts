import type { JsonSchema } from '../json-schema.ts'
import { type OutcomeName, outcomes } from '../outcomes/index.ts'
import { criteria } from './criteria.ts'

const outcomeKeys = [...Object.keys(outcomes), 'sequence', 'oneOf', 'pass']

const single = {
  ...(Object.fromEntries(Object.entries(outcomes).map(([name, kind]) => [name, kind.schema])) as Record<
    OutcomeName,
    JsonSchema
  >),
  pass: { const: true, expects: 'true', description: 'Lets the next rule speak.', examples: [true] },
} as const satisfies Record<string, JsonSchema>

const delay: JsonSchema = {
  type: 'string',
  format: 'duration',
  description: 'How long the first byte waits, in real time. Delays replace each other, the nearest wins.',
  examples: ['2s', '250ms'],
}

const modifiers = {
  delay,
  headers: {
    type: 'object',
    minProperties: 1,
    description: 'Headers to add to the answer or, with null, to remove from it.',
    examples: [{ 'x-should-retry': 'false', vary: null }],
    propertyNames: { type: 'string', format: 'header-name' },
    additionalProperties: {
      expects: 'text, or null to remove the header',
      anyOf: [{ type: 'string', format: 'header-value' }, { type: 'null' }],
    },
  },
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
  atMostOneOf: outcomeKeys,
  properties: { ...first, ...single, ...inner, ...modifiers },
})

const times = count('How many requests this step answers; 1 if it is not said.', [2])

const sequenceOf = (inner: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  minItems: 1,
  description: 'One after the other per session; the last stays.',
  examples: [[{ error: 503, times: 2 }, { complete: {} }]],
  items: step(inner, [], { times }),
})

const oneOfOf = (inner: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  minItems: 1,
  description: 'One weighted draw; what the shares leave over goes on to the next rule.',
  examples: [
    [
      { share: '40%', error: 503 },
      { share: '5%', error: 429 },
    ],
  ],
  items: step(inner, ['share'], { share }),
})

const rule: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  atMostOneOf: outcomeKeys,
  properties: {
    name: {
      type: 'string',
      format: 'name',
      description: 'Unique in its file; `rule-1` by position if it is not said.',
      examples: ['brown-out'],
    },
    match: {
      type: 'object',
      additionalProperties: false,
      description: 'All criteria must hold; without any, every request matches.',
      examples: [{ endpoint: 'chat.completions', stream: true }],
      properties: Object.fromEntries(Object.entries(criteria).map(([key, kind]) => [key, kind.schema])),
    },
    after: count('Skips the first that match.', [2]),
    every: count('Speaks for each fourth (`every: 4`), counted from where `after` ends.', [4]),
    share: { ...share, description: 'Speaks for this share of what matches, by seeded luck.' },
    times: count('Speaks at most so often.', [3]),
    ...single,
    sequence: sequenceOf({ oneOf: oneOfOf({}) }),
    oneOf: oneOfOf({ sequence: sequenceOf({}) }),
    ...modifiers,
  },
}

const ids: JsonSchema = { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }

const api: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  description: 'The API as it is when no rule speaks.',
  examples: [{ keys: ['gsk_good'], bodyLimit: '8KiB' }],
  properties: {
    validation: {
      enum: ['off', 'standard'],
      description:
        '`standard` checks documented types, ranges and required properties of bodies; `off` takes all that is JSON.',
      examples: ['off'],
    },
    keys: {
      description: 'Which API keys are accepted; others get the documented 401.',
      examples: ['present', ['gsk_good']],
      expects: 'any, present, or a list of keys',
      anyOf: [{ enum: ['any', 'present'] }, ids],
    },
    models: {
      description: 'Which models are served; others get 404, retired ones 400.',
      examples: ['known', ['openai/gpt-oss-20b']],
      expects: 'any, known, or a list of ids',
      anyOf: [{ enum: ['any', 'known'] }, ids],
    },
    bodyLimit: {
      type: 'string',
      format: 'size',
      description: 'The largest JSON body; above it 413. Default 25MiB.',
      examples: ['8KiB'],
    },
    delay,
  },
}

/** What a scenario file may say: one source for checking, for the types that editors see, and for the documentation. */
export const scenarioSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['about'],
  properties: {
    about: {
      type: 'string',
      minLength: 1,
      expects: 'one sentence',
      description: 'What this scenario is for, in one sentence.',
      examples: ['Two 429s, then all is well.'],
    },
    seed: {
      type: 'integer',
      minimum: 0,
      description: 'Same seed, same requests, same answers. Default 1.',
      examples: [7],
    },
    drawBy: {
      enum: ['request', 'order'],
      description: 'What a draw is tied to: the request (default), or the order of arrival.',
      examples: ['order'],
    },
    api,
    rules: {
      type: 'array',
      minItems: 1,
      description: 'The first rule that matches and whose gates open decides.',
      examples: [[{ error: 503 }]],
      items: rule,
    },
  },
}
