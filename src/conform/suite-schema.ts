import type { JsonSchema } from '../json-schema.ts'
import { levels } from './case.ts'
import { criteriaSchema } from './criteria/index.ts'

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description })
const number = (description: string, maximum: number): JsonSchema => ({
  type: 'integer',
  minimum: 1,
  maximum,
  description,
})
const closed = (
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema => ({ type: 'object', description, additionalProperties: false, required, properties })

const MINUTE_MS = 60_000

const request = closed(
  'What is asked of the client.',
  {
    endpoint: { enum: ['chat.completions'], description: 'What is called.' },
    body: {
      type: 'object',
      description: 'The body of the first call; in further ones the last message has the number of the call behind it.',
      required: ['model', 'messages'],
      properties: {
        model: text('The model.'),
        messages: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['role', 'content'],
            properties: { role: text('Who speaks.'), content: text('What is said.') },
          },
        },
      },
    },
    stream: { type: 'boolean', description: 'Whether a stream is asked for, and read to its end.' },
    calls: number('How many calls are made; 1 by default.', 100),
    concurrency: number('How many of them run at once; 1 by default.', 100),
    timeoutMs: number('The time limit that the client sets for an attempt.', MINUTE_MS),
    cancelAfterMs: number('When the call is cancelled by whoever made it.', MINUTE_MS),
    idempotencyKey: text('Sent as the header idempotency-key.'),
  },
  ['endpoint', 'body'],
)

const oneCase = closed(
  'One case.',
  {
    id: text('Unique in the file; results are compared by it.'),
    family: text('What it belongs to.'),
    title: text('What it is about, in a line.'),
    level: { enum: levels, description: 'MUST only where a document says so. INFO is shown and not judged.' },
    source: closed(
      'What the case rests on.',
      {
        document: text('The document.'),
        section: text('The place in it.'),
        url: text('Where it can be read.'),
      },
      ['document', 'section', 'url'],
    ),
    scenario: { type: 'object', description: 'What the mock does: a scenario, with the keys that YAML has.' },
    request,
    patienceMs: number(
      'When the runner is ended, in a case in which it may wait for long; what it did until then is judged.',
      MINUTE_MS,
    ),
    ok: criteriaSchema('What a client does that is right: all of it holds.'),
    tolerated: criteriaSchema('What can be lived with, where `ok` does not hold: NON-STRICT.'),
  },
  ['id', 'family', 'title', 'level', 'source', 'scenario', 'request', 'ok'],
)

/** The schema of a file of cases. */
export const suiteSchema: JsonSchema = closed(
  'Cases that clients of the Groq API are judged by.',
  {
    $schema: { type: 'string', description: 'Where this schema is.' },
    format: { const: 'groq-mock-conformance', expects: '"groq-mock-conformance"', description: 'What the file is.' },
    version: { const: 1, expects: '1', description: 'The version of this format.' },
    cases: { type: 'array', minItems: 1, description: 'The cases, in the order of the tables.', items: oneCase },
  },
  ['format', 'version', 'cases'],
)
