import { findingIds } from '../../contract.ts'
import type { JsonSchema } from '../../json-schema.ts'

const bound = (description: string, examples: readonly number[]): JsonSchema => ({
  type: 'integer',
  minimum: 1,
  description,
  examples,
})

const mapping = (
  description: string,
  examples: readonly unknown[],
  properties: JsonSchema['properties'],
): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  description,
  examples,
  ...(properties ? { properties } : {}),
})

const wanted = (description: string): JsonSchema => ({ const: true, expects: 'true', description, examples: [true] })

/** `expect:` in a scenario: the contract of the client under test. */
export const expectSchema: JsonSchema = mapping(
  'What is expected of the client; a verdict says whether it holds.',
  [{ finally: 'success', attempts: { max: 5 } }],
  {
    finally: {
      enum: ['success', 'failure'],
      description: 'How every call ends: `success`, served in the end; `failure`, not served, and the client knows it.',
      examples: ['success'],
    },
    attempts: mapping('How often a call is tried.', [{ min: 2, max: 5 }], {
      min: bound('At least so often, where it fails in the end and another try could have helped.', [2]),
      max: bound('At most so often.', [5]),
    }),
    honoursRetryAfter: wanted('The client comes back no earlier than it was told.'),
    backoff: mapping('How waits grow that no answer told.', [{ growth: 1.5 }], {
      growth: {
        type: 'number',
        minimum: 1,
        description: 'By which factor, from one wait of a call to the next, in the median over calls.',
        examples: [1.5],
      },
    }),
    jitter: wanted('Waits that no answer told differ from call to call; five calls are needed to tell.'),
    neverRetry: {
      type: 'array',
      minItems: 1,
      description: 'Statuses after which the same request does not come again.',
      examples: [[400, 401]],
      items: { type: 'integer', minimum: 300, maximum: 599, offers: 'statuses' },
    },
    deadline: {
      type: 'string',
      format: 'duration',
      description: 'The longest silence that the client sits through.',
      examples: ['10s'],
    },
    concurrency: mapping('How many requests are open at once.', [{ max: 4 }], { max: bound('At most so many.', [4]) }),
    wastedTokens: mapping('What is delivered in streams and thrown away; a chunk counts as a token.', [{ max: 500 }], {
      max: { type: 'integer', minimum: 0, description: 'At most so many.', examples: [500] },
    }),
    allow: {
      type: 'array',
      minItems: 1,
      description: 'Findings that are shown and not judged.',
      examples: [['restarted-stream']],
      items: { enum: findingIds, expects: 'the id of a finding' },
    },
    complete: {
      type: 'boolean',
      description:
        'Whether every rule with `times` or `sequence` must have spoken to its end, or nobody can tell. Default true.',
      examples: [false],
    },
  },
)
