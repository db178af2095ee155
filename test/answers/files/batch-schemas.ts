import { Ajv } from 'ajv'

// schemas File, ListFilesResponse, DeleteFileResponse, Batch, ListBatchesResponse and BatchRequestOutput of Groq's OpenAPI document
const text = { type: 'string' } as const
const seconds = { type: 'integer' } as const
const file = {
  type: 'object',
  properties: {
    id: text,
    bytes: { type: 'integer' },
    created_at: seconds,
    filename: text,
    object: { enum: ['file'] },
    purpose: { enum: ['batch', 'batch_output'] },
  },
} as const

const times = ['in_progress_at', 'expires_at', 'finalizing_at', 'completed_at', 'failed_at', 'expired_at'] as const
const cancelTimes = ['cancelling_at', 'cancelled_at'] as const

const batch = {
  type: 'object',
  required: ['id', 'object', 'endpoint', 'input_file_id', 'completion_window', 'status', 'created_at'],
  properties: {
    id: text,
    object: { enum: ['batch'] },
    endpoint: text,
    errors: {
      type: 'object',
      properties: {
        object: text,
        data: {
          type: 'array',
          items: {
            type: 'object',
            properties: { code: text, message: text, param: text, line: { type: 'integer' } },
          },
        },
      },
    },
    input_file_id: text,
    completion_window: text,
    status: {
      enum: ['validating', 'failed', 'in_progress', 'finalizing', 'completed', 'expired', 'cancelling', 'cancelled'],
    },
    output_file_id: text,
    error_file_id: text,
    created_at: seconds,
    ...Object.fromEntries([...times, ...cancelTimes].map(name => [name, seconds])),
    request_counts: {
      type: 'object',
      required: ['total', 'completed', 'failed'],
      properties: { total: { type: 'integer' }, completed: { type: 'integer' }, failed: { type: 'integer' } },
    },
    metadata: { type: 'object' },
  },
} as const

const outputLine = {
  type: 'object',
  properties: {
    id: text,
    custom_id: text,
    response: {
      type: 'object',
      properties: { status_code: { type: 'integer' }, request_id: text, body: { type: 'object' } },
    },
    error: { type: 'object', properties: { code: text, message: text } },
  },
} as const

const listOf = (items: object) => ({
  type: 'object',
  required: ['object', 'data'],
  properties: { object: { enum: ['list'] }, data: { type: 'array', items } },
})

const deleted = {
  type: 'object',
  required: ['id', 'object', 'deleted'],
  properties: { id: text, object: { enum: ['file'] }, deleted: { type: 'boolean' } },
} as const

const ajv = new Ajv()
const schemas = {
  file: ajv.compile(file),
  files: ajv.compile(listOf(file)),
  deleted: ajv.compile(deleted),
  batch: ajv.compile(batch),
  batches: ajv.compile(listOf(batch)),
  outputLine: ajv.compile(outputLine),
}

// the documented samples (docs/facts/groq-wire.md §3.9) have null where the schema has only the type
const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, member) => (member === null ? undefined : member))

/** What is wrong with a value by the document, or null. */
export const unlike = (name: keyof typeof schemas, value: unknown): unknown =>
  schemas[name](withoutNulls(value)) ? null : schemas[name].errors
