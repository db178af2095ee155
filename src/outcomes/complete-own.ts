import type { Complete } from '../answers/answer.ts'
import { saidText } from '../answers/said-text.ts'
import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'

/** The largest number that the four bytes of a vector's value can hold. */
const MOST = 3.4e38

const likelihood = {
  token: { type: 'string', description: 'The token.', examples: ['Hel'] },
  logprob: { type: 'number', maximum: 0, description: 'Its log probability.', examples: [-0.1] },
  bytes: {
    type: 'array',
    description: 'Its bytes; by default those of the token in UTF-8.',
    examples: [[72, 101, 108]],
    items: { type: 'integer', minimum: 0, maximum: 255 },
  },
} as const satisfies Readonly<Record<string, JsonSchema>>

const required = ['token', 'logprob']

/** The parts of `complete` that an answer has by itself, and that its client may look at. */
export const ownSchemas = {
  chunks: {
    type: 'array',
    minItems: 1,
    description: 'The content in the pieces that a stream brings it in; an answer that is whole has them joined.',
    examples: [['Hel', 'lo']],
    items: { type: 'string', description: 'What one event brings.', examples: ['Hel'] },
  },
  model: {
    type: 'string',
    minLength: 1,
    description: 'The model that the answer names; by default the one of the request.',
    examples: ['openai/gpt-oss-120b'],
  },
  id: { type: 'string', minLength: 1, description: 'The id of the answer.', examples: ['chatcmpl-1'] },
  logprobs: {
    type: 'array',
    minItems: 1,
    description: 'How likely the tokens of the content are.',
    examples: [[{ token: 'Hello', logprob: -0.1 }]],
    items: {
      type: 'object',
      additionalProperties: false,
      required,
      properties: {
        ...likelihood,
        top_logprobs: {
          type: 'array',
          description: 'What else might have stood there; by default nothing.',
          examples: [[{ token: 'Hello', logprob: -0.1 }]],
          items: { type: 'object', additionalProperties: false, required, properties: likelihood },
        },
      },
    },
  },
  embedding: {
    type: 'array',
    minItems: 1,
    description: 'The vector of every input, or a list with one for each; the last one stays for inputs that are left.',
    examples: [[0.1, -0.2]],
    items: {
      expects: 'a number, or a list of numbers',
      anyOf: [
        { type: 'number', minimum: -MOST, maximum: MOST },
        { type: 'array', minItems: 1, items: { type: 'number', minimum: -MOST, maximum: MOST } },
      ],
    },
  },
} as const satisfies Readonly<Record<string, JsonSchema>>

const found = (
  severity: PathDiagnostic['severity'],
  path: PathDiagnostic['path'],
  message: string,
  hint: string,
): PathDiagnostic => ({ path, severity, message, hint })

const CONTENTS = ['text', 'chunks', 'json'] as const

/** The content can be said in one way only. */
const ofContent = (raw: Complete): readonly PathDiagnostic[] => {
  const [first, second] = CONTENTS.filter(key => raw[key] !== undefined)
  return first === undefined || second === undefined
    ? []
    : [found('error', [second], `the content is given twice, as "${first}" and as "${second}"`, 'Keep one of them.')]
}

const ofLogprobs = (raw: Complete): readonly PathDiagnostic[] => {
  const { logprobs } = raw
  if (logprobs === undefined) return []
  const text = saidText(raw)
  if (text === undefined)
    return [
      found('error', ['logprobs'], '"logprobs" tells of a content that is not given', 'Add the text, or its chunks.'),
    ]
  const joined = logprobs.map(({ token }) => token).join('')
  return joined === text
    ? []
    : [
        found(
          'warning',
          ['logprobs'],
          'the tokens of "logprobs" do not make the content',
          'Joined they should be the text, each with its spaces.',
        ),
      ]
}

/** Vectors of one model are equally long. */
const ofEmbedding = ({ embedding }: Complete): readonly PathDiagnostic[] => {
  if (embedding === undefined) return []
  const [first, ...more] = embedding
  const other = more.findIndex(one =>
    Array.isArray(one) && Array.isArray(first) ? one.length !== first.length : typeof one !== typeof first,
  )
  if (other < 0) return []
  const path = ['embedding', other + 1]
  return typeof embedding[other + 1] === typeof first
    ? [found('error', path, 'this vector is not as long as the first one', 'Give all the same length.')]
    : [found('error', path, 'numbers and lists stand side by side', 'Write one vector, or a list of vectors.')]
}

/** The mistakes in these parts that the schema can't express. */
export const diagnoseOwn = (raw: Complete): readonly PathDiagnostic[] => [
  ...ofContent(raw),
  ...ofLogprobs(raw),
  ...ofEmbedding(raw),
]

/** What an answer shows of its own, as the end of a sentence. */
export const ownInWords = ({ model, id, logprobs }: Complete): string =>
  `${model === undefined ? '' : `, as model ${model}`}${id === undefined ? '' : `, with id ${id}`}` +
  `${logprobs === undefined ? '' : ', with logprobs'}`
