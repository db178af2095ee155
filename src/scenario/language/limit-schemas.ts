import { dimensionNames, dimensions, serviceTiers } from '../../groq/limits.ts'
import type { JsonSchema } from '../../json-schema.ts'
import { limitKey } from '../limits.ts'

const COUNT = 'a whole number above 0, such as 30, 8K or 1.5M'

const count = (description: string, examples: readonly unknown[]): JsonSchema => ({
  description,
  examples,
  expects: COUNT,
  anyOf: [
    { type: 'integer', minimum: 1, expects: COUNT },
    { type: 'string', format: 'count' },
  ],
})

const counts = (describe: (says: string) => string, examples: readonly unknown[]) =>
  Object.fromEntries(
    dimensionNames.map(dimension => [limitKey(dimension), count(describe(dimensions[dimension].says), examples)]),
  )

const limit: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    model: {
      type: 'string',
      minLength: 1,
      offers: 'models',
      description: 'A glob for the models that are limited; by default all of them. Each model is counted on its own.',
      examples: ['openai/gpt-oss-*'],
    },
    ...counts(says => `How many ${says}.`, [30, '8K']),
    burst: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'How much of the limit may be used at once, if not all of it.',
      examples: [{ rpm: 5 }],
      properties: counts(says => `How many at once of the ${says}.`, [5, '2K']),
    },
  },
}

/** The keys of `api` about limits, tiers and capacity. */
export const limitSchemas = {
  plan: {
    enum: ['none', 'free'],
    description: 'The plan whose limits apply: `none`, or `free` with its documented limits, model by model.',
    examples: ['free'],
  },
  limits: {
    type: 'array',
    minItems: 1,
    description:
      'Limits for each organization and model. The first entry that names a model applies, before those of the plan.',
    examples: [[{ model: 'openai/gpt-oss-*', rpm: 30, tpm: '8K' }]],
    items: limit,
  },
  organizations: {
    type: 'object',
    minProperties: 1,
    description:
      'API keys that share the limits of one organization; a key that is not listed is an organization of its own.',
    examples: [{ acme: ['gsk_a', 'gsk_b'] }],
    propertyNames: { type: 'string', format: 'name' },
    additionalProperties: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
  },
  reserveMaxTokens: {
    type: 'boolean',
    description:
      'Whether `max_completion_tokens` counts up front for `tpm` and `tpd`, as it always does for `otpm`. Default false.',
    examples: [true],
  },
  outputTooLarge: {
    enum: [429, 400],
    description:
      'What a request gets whose `max_tokens` is more than `otpm`: 429 (default), as most reports say, or 400, as one says.',
    examples: [400],
  },
  billingHint: {
    type: 'boolean',
    description: 'Whether 429 and 413 by limits end with the advice to upgrade, as on the free plan. Default true.',
    examples: [false],
  },
  tiers: {
    type: 'array',
    minItems: 1,
    description:
      'The service tiers that are available; others get 400. By default all of them, with `plan: free` only on_demand.',
    examples: [['on_demand', 'flex']],
    items: { enum: serviceTiers, offers: 'tiers' },
  },
  flexCapacity: {
    description: 'How many flex requests are served at once, or which share of them is served; the others get 498.',
    examples: [4, '70%'],
    expects: 'a whole number above 0, or a share such as 70%',
    anyOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', format: 'share' },
    ],
  },
  capacity: {
    type: 'object',
    additionalProperties: false,
    required: ['concurrent'],
    description: 'How much is served at once; the rest gets 503.',
    examples: [{ concurrent: 50 }],
    properties: {
      concurrent: { type: 'integer', minimum: 1, description: 'How many requests at once.', examples: [50] },
    },
  },
} as const satisfies Record<string, JsonSchema>
