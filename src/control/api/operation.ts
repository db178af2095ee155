import { diagnosticShape } from './scenario-shapes.ts'
import { list, named, object, oneOf, type Shape, text } from './shapes.ts'

/** An answer: what it means, and what it holds by its type. */
export interface Answer {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
  /** Without a body. */
  readonly type?: 'null'
}

/** What a route says of itself: what its parameters are held against, and what else the description of the control API tells. */
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly params?: object
  readonly querystring?: Shape
  readonly headers?: Shape
  readonly body?: { readonly content: Answer['content'] }
  readonly response: Readonly<Record<number, Answer>>
}

const errorShape = named('ControlError', 'Why a control call could not be met.', {
  error: object(
    {
      message: text('What was seen, and what to do.'),
      type: { const: 'control_error' },
      code: { const: 'mock_session_gone', description: 'Where the session that was made by API is gone.' },
      why: oneOf(
        ['expired', 'evicted', 'deleted', 'forgotten', 'of another process'],
        'Why that session is gone: nobody used it for its ttl, there was no room, somebody deleted it, this server made it too long ago to say, or another one made it.',
      ),
      diagnostics: list(diagnosticShape, 'Where a scenario came along: what is wrong with it.'),
    },
    ['code', 'why', 'diagnostics'],
  ),
})

const JSON_TYPE = 'application/json'

export const json = (description: string, schema: Shape): Answer => ({
  description,
  content: { [JSON_TYPE]: { schema } },
})

/** An answer in one of several forms, chosen by `Accept`: each by its type. */
export const forms = (description: string, schemas: Readonly<Record<string, Shape>>): Answer => ({
  description,
  content: Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }])),
})

export const nothing = (description: string): Answer => ({ description, type: 'null' })

/** A refusal with an error of the control API; with `or`, or with that. */
export const refusal = (description: string, or?: Shape): Answer =>
  json(description, or === undefined ? errorShape : { anyOf: [or, errorShape] })

/** A body that is read by the reader of scenarios: JSON or YAML. */
export const body = (title: string, schema: object): NonNullable<Operation['body']> => {
  const described = { schema: { ...schema, title } }
  return { content: { [JSON_TYPE]: described, 'application/yaml': described } }
}

const bug = refusal('A bug in groq-mock; the log has the stack.')
const readingBody = {
  413: refusal('The body is too large.'),
  415: refusal('The body is neither JSON nor YAML.'),
}

/** What every route may answer, whatever it does. */
const always = (hasBody: boolean): Operation['response'] => ({
  400: refusal('The URL can not be read.'),
  ...(hasBody ? readingBody : {}),
  500: bug,
})

/** A route as Fastify takes it: of its schemas only that of the parameters in its path has a type, as only that one is Fastify's to hold. */
export const operation = <const Schema extends Operation>(told: Schema): Pick<Schema, 'params'> => ({
  ...told,
  response: { ...always(told.body !== undefined), ...told.response },
})

/** The same behind the guard. */
export const guarded = <const Schema extends Operation>(told: Schema): Pick<Schema, 'params'> =>
  operation({
    ...told,
    response: {
      401: refusal('The token is missing or wrong, or the control API is closed.'),
      403: refusal('The call comes from a page of another origin, or names a host that is not this machine.'),
      ...told.response,
    },
  })
