import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MultipartFile, MultipartValue } from '@fastify/multipart'

/** A part that is a file, as a stream. */
export type FilePart = MultipartFile
/** A part that is a text; parsed where it is said to be JSON. */
export type FieldPart = MultipartValue
/** One part of a form. */
export type FormPart = FilePart | FieldPart

/** Takes forms apart. */
export interface FormParser {
  /** The parts of one request's body, in its order. Reading them throws if the body is not a form, or ends too early. */
  partsOf(request: IncomingMessage, response: ServerResponse, maxTextBytes: number): Promise<AsyncIterable<FormPart>>
}

/** More parts, or longer names of them, than any operation knows. */
const MOST_PARTS = 1000
const LONGEST_NAME = 1024

interface Waiting {
  readonly maxTextBytes: number
  readonly resolve: (parts: AsyncIterable<FormPart>) => void
  readonly reject: (error: unknown) => void
}

/**
 * The plugin wants to be registered before a server listens, and loading it takes a tenth of what a start takes. So it
 * lives in an instance of its own, made for the first form, that only ever gets requests handed over.
 */
const makeParser = async (): Promise<FormParser> => {
  const [{ default: Fastify }, { default: multipart }] = await Promise.all([
    import('fastify'),
    import('@fastify/multipart'),
  ])
  const waiting = new WeakMap<IncomingMessage, Waiting>()
  const app = Fastify({ logger: false, exposeHeadRoutes: false })
  app.register(multipart, { throwFileSizeLimit: false })
  app.post('*', (request, reply) => {
    reply.hijack()
    const asked = waiting.get(request.raw)
    asked?.resolve(
      request.parts({
        // the size of files is counted where they are read, so that nothing is read on above it
        limits: {
          parts: MOST_PARTS,
          fieldNameSize: LONGEST_NAME,
          fieldSize: asked.maxTextBytes,
          fileSize: Number.POSITIVE_INFINITY,
        },
      }),
    )
  })
  app.setErrorHandler((error, request, reply) => {
    reply.hijack()
    waiting.get(request.raw)?.reject(error)
  })
  await app.ready()
  return {
    partsOf: (request, response, maxTextBytes) =>
      new Promise((resolve, reject) => {
        waiting.set(request, { maxTextBytes, resolve, reject })
        app.routing(request, response)
      }),
  }
}

let parser: Promise<FormParser> | null = null

/** The parser of forms, made when the first form comes. */
export const formParser = (): Promise<FormParser> => {
  parser ??= makeParser()
  return parser
}
