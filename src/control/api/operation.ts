import { diagnosticShape } from './scenario-shapes.ts'
import { list, named, object, oneOf, type Shape, text } from './shapes.ts'

/** What a body is, by its type. */
export type Content = Readonly<Record<string, { readonly schema: object }>>

/** An answer: what it means, and what it holds by its type. */
export interface Answer {
  readonly description: string
  readonly content?: Content
  /** Without a body. */
  readonly type?: 'null'
}

/** What a route says of itself: where it is, what its parameters are held against, and what else the description of the control API tells. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Behind `/__mock`. */
  readonly url: string
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly params?: object
  readonly querystring?: Shape
  readonly headers?: Shape
  readonly body?: { readonly content: Content }
  readonly 'x-optional-body'?: true
  readonly response: Readonly<Record<number, Answer>>
}

/**
 * A route as Fastify takes it: of its schemas only that of the parameters in its path has a type there, as only that one is
 * Fastify's to hold. What it told of the others is for the compiler, and for whoever asks.
 */
export interface Route<Told extends Operation> {
  readonly method: Told['method']
  readonly url: Told['url']
  readonly schema: Pick<Told, 'params'>
  readonly '~told'?: Told
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

export const json = <const Schema extends Shape>(description: string, schema: Schema) =>
  ({ description, content: { [JSON_TYPE]: { schema } } }) as const

/** An answer in one of several forms, chosen by `Accept`: each by its type. */
export const forms = <const Schemas extends Readonly<Record<string, Shape>>>(description: string, schemas: Schemas) => {
  const content = Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]))
  return { description, content: content as { readonly [Type in keyof Schemas]: { readonly schema: Schemas[Type] } } }
}

export const nothing = (description: string) => ({ description, type: 'null' }) as const

/** A refusal with an error of the control API. */
export const refusal = (description: string) => json(description, errorShape)

/** A refusal with such an error, or with something else. */
export const refusalOr = <const Schema extends Shape>(description: string, or: Schema) =>
  json(description, { anyOf: [or, errorShape] })

/** A body that is read by the reader of scenarios: JSON or YAML. */
export const body = <const Schema extends object>(title: string, schema: Schema) => {
  const described = { schema: { ...schema, title } }
  return { content: { [JSON_TYPE]: described, 'application/yaml': described } } as const
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

export const operation = <const Told extends Operation>({ method, url, ...told }: Told): Route<Told> => ({
  method,
  url,
  schema: { ...told, response: { ...always(told.body !== undefined), ...told.response } },
})

/** The same behind the guard. */
export const guarded = <const Told extends Operation>(told: Told): Route<Told> =>
  operation({
    ...told,
    response: {
      401: refusal('The token is missing or wrong, or the control API is closed.'),
      403: refusal('The call comes from a page of another origin, or names a host that is not this machine.'),
      ...told.response,
    },
  })
