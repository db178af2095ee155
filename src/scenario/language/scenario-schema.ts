import type { JsonSchema } from '../../json-schema.ts'
import { apiStreamSchema } from '../../outcomes/stream/index.ts'
import { expectSchema } from './expect-schema.ts'
import { limitSchemas } from './limit-schemas.ts'
import { delaySchema, ruleSchema } from './rule-schema.ts'

const ids: JsonSchema = { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }

const api: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  description: 'How the API behaves when no rule speaks.',
  examples: [{ keys: ['gsk_good'], bodyLimit: '8KiB' }],
  properties: {
    validation: {
      enum: ['off', 'lenient', 'standard', 'strict'],
      description:
        '`standard` refuses what Groq refuses in a body, unknown properties too; `lenient` lets unknown properties pass; `off` accepts every body that can be read. `strict` is another name of `standard`.',
      examples: ['lenient', 'off'],
    },
    resources: {
      enum: ['known', 'any'],
      description:
        '`known` answers 404 for files, batches and fine tunings that nobody made; `any` makes up plausible ones.',
      examples: ['any'],
    },
    keys: {
      description: 'Which API keys are accepted; others get the documented 401.',
      examples: ['present', ['gsk_good']],
      expects: 'any, present, or a list of keys',
      anyOf: [{ enum: ['any', 'present'] }, ids],
    },
    models: {
      description: 'Which models are served; others get 404, and those that were retired long ago 400.',
      examples: ['known', ['openai/gpt-oss-20b']],
      expects: 'any, known, or a list of ids',
      anyOf: [
        { enum: ['any', 'known'] },
        { type: 'array', minItems: 1, items: { type: 'string', minLength: 1, offers: 'models' } },
      ],
    },
    bodyLimit: {
      type: 'string',
      format: 'size',
      description: 'The largest JSON body; above it 413. Default 25MiB.',
      examples: ['8KiB'],
    },
    compression: {
      type: 'boolean',
      description:
        'Whether answers are compressed as clients accept it (br, gzip, deflate), streams event by event. Default false.',
      examples: [true],
    },
    ...limitSchemas,
    delay: delaySchema,
    stream: apiStreamSchema,
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
      items: ruleSchema,
    },
    expect: expectSchema,
  },
}
