import type { Call } from '../../call.ts'
import { modelsById } from '../../groq/models.ts'
import { list, member } from '../../json-value.ts'

type Filler = (call: Call, sample: Readonly<Record<string, string>>) => string | null

/** Documented: no more than 64 (docs/facts/groq-wire.md §3.2). Longer ones are the client's own, and may be very long. */
const LONGEST_NAME = 200
const LIMIT_NAMES = ['max_completion_tokens', 'max_tokens', 'max_output_tokens'] as const

const rolesOf = ({ body }: Call): readonly unknown[] =>
  list(member(body, 'messages')).map(message => member(message, 'role'))

/** A sentence about a property of the client's own may be about a message of any role. */
const fitsAnyRole = (sample: Readonly<Record<string, string>>): boolean => sample.property !== undefined

const index: Filler = (call, { index: usual, ...sample }) => {
  if (sample.tool !== undefined) return toolIndex(call)
  const roles = rolesOf(call)
  if (roles.length === 0) return null
  const own = sample.role === undefined ? -1 : roles.lastIndexOf(sample.role)
  if (own >= 0) return String(own)
  const last = roles.length - 1
  return fitsAnyRole(sample) || Number(usual) > last ? String(last) : null
}

const role: Filler = (call, sample) => {
  const roles = rolesOf(call)
  if (!fitsAnyRole(sample) || roles.includes(sample.role)) return null
  const last = roles.at(-1)
  return typeof last === 'string' ? last.slice(0, 100) : null
}

const isFunction = (tool: unknown): boolean => member(tool, 'type') === 'function'

/** The first function that is offered, in the form of chat or of responses. */
const tool: Filler = ({ body }) => {
  const offered = list(member(body, 'tools')).find(isFunction)
  const name = member(member(offered, 'function') ?? offered, 'name')
  return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_NAME) : null
}

const toolIndex = ({ body }: Call): string | null => {
  const found = list(member(body, 'tools')).findIndex(isFunction)
  return found === -1 ? null : String(found)
}

/** The name of the schema that the answer shall follow. */
const schema: Filler = ({ body }) => {
  const format = member(body, 'response_format') ?? member(member(body, 'text'), 'format')
  const name = member(member(format, 'json_schema') ?? format, 'name')
  return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_NAME) : null
}

const resourceOf =
  (endpoint: string): Filler =>
  call =>
    call.endpoint?.startsWith(endpoint) ? call.resource : null

const inputFile: Filler = ({ endpoint, body }) => {
  const id = endpoint === 'batches' ? member(body, 'input_file_id') : undefined
  return typeof id === 'string' && id !== '' ? id.slice(0, LONGEST_NAME) : null
}

const isAboutLength = (sample: Readonly<Record<string, string>>): boolean => sample.property === LIMIT_NAMES[0]

/** What a message says of its request: where, about whom. Null where the request does not say it. */
export const requestFillers: Readonly<Record<string, Filler>> = {
  index,
  role,
  tool,
  schema,
  file: (call, sample) => resourceOf('files')(call, sample) ?? inputFile(call, sample),
  batch: resourceOf('batches'),
  fineTuning: resourceOf('fine_tunings'),
  filename: ({ file }) => file?.filename ?? null,
  property: ({ body }, sample) =>
    (isAboutLength(sample) && LIMIT_NAMES.find(name => member(body, name) !== undefined)) || null,
  maximum: ({ model }, sample) => {
    const most = isAboutLength(sample) ? modelsById.get(model ?? '')?.maxCompletionTokens : undefined
    return most ? String(most) : null
  },
}
