import { detailNames, type ErrorDetails, wireNames } from '../../groq/error-object.ts'
import type { JsonVariant } from '../../groq/errors.ts'
import type { JsonSchema } from '../../json-schema.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { SaidDetails } from './error-spec.ts'

const removable = (name: keyof ErrorDetails, schema: JsonSchema, expects: string): JsonSchema => ({
  description: `Replaces \`error.${wireNames[name]}\`; null leaves it out.`,
  expects: `${expects}, or null to leave it out`,
  anyOf: [schema, { type: 'null' }],
})

const text = (name: keyof ErrorDetails, example: string): JsonSchema => ({
  ...removable(name, { type: 'string', minLength: 1 }, 'text'),
  examples: [example],
})

const tokens = (description: string, items: JsonSchema, example: unknown): JsonSchema => ({
  type: 'array',
  description,
  items,
  examples: [example],
})

const id = { type: 'integer', minimum: 0 } as const
const piece = { type: 'string' } as const

/** The properties of the error object beside message and type, as scenarios write them. */
export const detailSchemas: Readonly<Record<keyof ErrorDetails, JsonSchema>> = {
  param: text('param', 'messages'),
  code: text('code', 'rate_limit_exceeded'),
  failedGeneration: {
    description:
      'Replaces `error.failed_generation`, what the model wrote; a mapping is sent as an object, null leaves it out.',
    expects: 'text, a mapping, or null to leave it out',
    examples: ['{"city": "Oslo"', { reason: 'invalid arguments' }],
    anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'null' }],
  },
  schemaPath: text('schemaPath', '/properties/city'),
  schemaPathSegments: {
    ...removable('schemaPathSegments', { type: 'array', items: { type: 'string' } }, 'a list of texts'),
    examples: [['properties', 'city']],
  },
  schemaKind: text('schemaKind', 'anyOf'),
  schemaCode: text('schemaCode', 'keyset_required_overlap'),
  debug: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    description: 'Adds `error.debug`: the tokens that went in and came out.',
    examples: [{ inputTokens: ['Hello'], inputTokenIds: [13225] }],
    properties: {
      inputTokenIds: tokens('Becomes `input_token_ids`.', id, [13225]),
      inputTokens: tokens('Becomes `input_tokens`.', piece, ['Hello']),
      outputTokenIds: tokens('Becomes `output_token_ids`.', id, [12194]),
      outputTokens: tokens('Becomes `output_tokens`.', piece, ['Hi']),
    },
  },
}

/** The variant with the properties that a rule gives or takes away. */
export const withDetails = (variant: JsonVariant, said: SaidDetails): JsonVariant => {
  const changed: Record<string, unknown> = { ...variant }
  for (const name of detailNames) {
    // segments come with the path, so none of them has to be said
    if (said[name] === null && name !== 'schemaPathSegments') delete changed[name]
    else if (said[name] !== undefined) changed[name] = said[name]
  }
  return changed as unknown as JsonVariant
}

/** Whether the error has this property by itself; segments come with the path. */
const hasOne = (name: keyof ErrorDetails, usual: ErrorDetails): boolean =>
  usual[name] !== undefined || (name === 'schemaPathSegments' && usual.schemaPath !== undefined)

/** Complaints about null for what the error would not have anyway. */
export const diagnoseDetails = (said: SaidDetails, usual: ErrorDetails): readonly PathDiagnostic[] =>
  detailNames
    .filter(name => said[name] === null && !hasOne(name, usual))
    .map(name => ({
      path: [name],
      severity: 'error',
      message: `null leaves "${name}" out, and this error has none`,
      hint: 'Take it out.',
    }))
