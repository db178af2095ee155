import { readFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** As much of a media type, an answer and an operation of an OpenAPI document as is looked at. */
type Content = Readonly<Record<string, { readonly schema: object }>>
interface Described {
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: object }[]
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

/** The description of the control API; the build writes it. */
export const description: Document = JSON.parse(
  readFileSync(new URL('../../dist/openapi.json', import.meta.url), 'utf8'),
)

const paths = Object.keys(description.paths).map(path => ({
  path,
  shape: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))
// written out, made short and held against the schema of schemas, they take four times as long to compile in every process
const ajv = new Ajv2020({
  strict: false,
  inlineRefs: false,
  code: { optimize: false },
  meta: false,
  validateSchema: false,
})
ajv.addSchema({ components: description.components }, 'described')
const compiled = new Map<string, ValidateFunction>()

/** What checks a schema of the description; those that read the same are compiled once. */
const validatorOf = (schema: object): ValidateFunction => {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"described#/components/')
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text))
  compiled.set(text, validate)
  return validate
}

/** What is told of a call; undefined where the control API has no such route. */
export const describedCall = (method: string, url: string): Described | undefined => {
  const [written = ''] = url.split('?')
  // however its first part is encoded
  const plain = written === '' ? written : written.replace(/^\/[^/]+\/?/, '/__mock/')
  // one path may have methods that another one of the same shape has not
  return paths
    .filter(({ shape }) => shape.test(plain))
    .map(({ path }) => description.paths[path]?.[method.toLowerCase()])
    .find(told => told !== undefined)
}

/** Why a value is not what is described; null where it is. */
export const whyUnlike = (schema: object, value: unknown): string | null => {
  const validate = validatorOf(schema)
  return validate(value) ? null : JSON.stringify(validate.errors?.slice(0, 3))
}

/** A call to the control API and its answer. */
interface Heard {
  readonly method: string
  readonly url: string
  readonly sent: string
  readonly status: number
  readonly type: string
  readonly text: string
}

const whyWrongAnswer = (told: Described, { status, type, text }: Heard): string | null => {
  const answer = told.responses[status]
  if (!answer) return `the status ${status} is not described: ${text.slice(0, 300)}`
  if (!answer.content) return text === '' ? null : 'a body is not described'
  const form = answer.content[type]
  if (!form) return `the type ${type} is not described`
  if (type !== 'application/json') return null
  try {
    return whyUnlike(form.schema, JSON.parse(text))
  } catch {
    return `its JSON can't be read: ${text.slice(0, 300)}`
  }
}

/** What is taken must be described: of a body in JSON. */
const whyWrongTaken = (told: Described, { status, sent }: Heard): string | null => {
  if (status >= 300 || sent.trim() === '') return null
  if (!told.requestBody) return null
  const schema = told.requestBody.content['application/json']?.schema ?? {}
  try {
    return whyUnlike(schema, JSON.parse(sent))
  } catch {
    return null
  }
}

const whyUndescribed = (heard: Heard): string | null => {
  const { method, url, status, text } = heard
  if (method === 'HEAD') return null
  // nor does any where there is no control API
  if (status === 404 && text.includes('The control API has no ')) return null
  const told = describedCall(method, url)
  if (told) return whyWrongAnswer(told, heard) ?? whyWrongTaken(told, heard)
  // its URL or its body was refused before anybody looked what it asks
  const isUnread = status === 413 || status === 415 || (status === 400 && text.includes('badly encoded'))
  return isUnread ? null : `there is no such call: ${status} ${text}`
}

const MOST_HEARD = 4 * 1024 ** 2

/** Listens to one call; tells once its answer has left whole. */
const listen = (request: IncomingMessage, response: ServerResponse, tell: (heard: Heard) => void): void => {
  const [sent, got]: [Buffer[], Buffer[]] = [[], []]
  const { push } = request
  if (typeof push === 'function')
    request.push = (chunk, ...more) => {
      if (Buffer.isBuffer(chunk)) sent.push(Buffer.from(chunk))
      return push.call(request, chunk, ...more)
    }
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) got.push(Buffer.from(chunk as string))
  }
  let type = ''
  const { writeHead, write, end } = response
  response.writeHead = ((...head: unknown[]) => {
    const headers = head.find(part => typeof part === 'object' && part !== null) as Record<string, unknown> | undefined
    type = String(headers?.['content-type'] ?? '')
    return Reflect.apply(writeHead, response, head)
  }) as typeof writeHead
  response.write = ((chunk: unknown, ...more: never[]) => {
    keep(chunk)
    return Reflect.apply(write, response, [chunk, ...more])
  }) as typeof write
  response.end = ((chunk: unknown, ...more: never[]) => {
    keep(chunk)
    return Reflect.apply(end, response, [chunk, ...more])
  }) as typeof end
  response.on('finish', () => {
    const text = Buffer.concat(got).toString()
    if (text.length > MOST_HEARD) return
    tell({
      method: request.method ?? '',
      url: request.url ?? '',
      sent: Buffer.concat(sent).toString(),
      status: response.statusCode,
      type: (type || String(response.getHeader('content-type') ?? '')).replace(/;.*/, ''),
      text,
    })
  })
}

/** Holds every answer that a server gives to a control call against the description; the returned function tells what was unlike it. */
export const heldToDescription = (server: Server): (() => readonly string[]) => {
  const unlike: string[] = []
  server.prependListener('request', (request, response) => {
    if (!/^\/__mock(\/|\?|$)/.test(request.url ?? '')) return
    listen(request, response, heard => {
      const why = whyUndescribed(heard)
      if (why !== null) unlike.push(`${heard.method} ${heard.url} → ${heard.status}: ${why}`)
    })
  })
  return () => unlike
}
