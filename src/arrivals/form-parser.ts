import type { IncomingMessage } from 'node:http'
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import { MalformedForm, TooManyParts } from './malformed-because.ts'
import { parseFormJson } from './parse-form-json.ts'
import { PartQueue } from './part-queue.ts'

interface NamedPart {
  /** Undefined for a part without a name. */
  readonly fieldname: string | undefined
  readonly mimetype: string
}

/** A part that is a file, as a stream. */
export interface FilePart extends NamedPart {
  readonly type: 'file'
  readonly filename: string | undefined
  readonly file: AsyncIterable<Buffer>
}

/** A part that is a text; parsed where it is said to be JSON. */
export interface FieldPart extends NamedPart {
  readonly type: 'field'
  readonly value: unknown
  /** Whether it was longer than texts may be. */
  readonly valueTruncated: boolean
}

/** One part of a form. */
export type FormPart = FilePart | FieldPart

/** Takes the body of a request apart, in its order. Reading the parts throws for what is no form, or ends too early. */
export type FormParser = (request: IncomingMessage, maxTextBytes: number) => AsyncIterable<FormPart>

/** More parts than any operation knows. */
const MOST_PARTS = 1000
/** What one part holds before it makes the request wait. More than comes at once: the parser waits for ever for a part it skips. */
const PART_BYTES = 256 * 1024

const NAMES_BOUNDARY = /;\s*boundary\s*\*?\s*=/i
const JSON_TYPE = 'application/json'

const isOfPrototype = (name: string | undefined): boolean => name !== undefined && name in Object.prototype

/** A text as a part; null where it is said to be JSON and is none. */
const fieldOf = (part: Omit<FieldPart, 'value'>, text: string): FieldPart | null => {
  if (!part.mimetype.startsWith(JSON_TYPE)) return { ...part, value: text }
  try {
    return part.valueTruncated ? null : { ...part, mimetype: JSON_TYPE, value: parseFormJson(text) }
  } catch {
    return null
  }
}

/** The bytes of a file. Where they end too early the parser's own error comes first, which says less than `why`. */
async function* bytesOf(stream: BusboyFileStream, why: () => Error | null): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw why() ?? error
  }
}

const takeApart = (parser: BusboyInstance, request: IncomingMessage): AsyncIterable<FormPart> => {
  const queue = new PartQueue<FormPart>()
  let file: BusboyFileStream | null = null
  let hasBegun = false
  // what is wrong with one part is told when all have come
  let problem: Error | null = null
  let broken: Error | null = null

  const end = (error: Error | null): void => {
    request.unpipe(parser)
    broken ??= error
    if (error) file?.destroy(error)
    queue.end(error ?? problem)
  }

  parser.on('field', (fieldname, text, _nameTruncated, valueTruncated, _encoding, mimetype) => {
    const part = fieldOf({ type: 'field', fieldname, mimetype, valueTruncated }, text)
    if (isOfPrototype(fieldname)) problem = new MalformedForm('bad-name')
    else if (part === null) problem = new MalformedForm('bad-json')
    else queue.add(part)
  })
  parser.on('file', (fieldname, stream, filename, _encoding, mimetype) => {
    // whoever reads it gets to know; if nobody does any more, it is no harm
    stream.on('error', () => {})
    if (isOfPrototype(fieldname)) {
      problem = new MalformedForm('bad-name')
      stream.resume()
      return
    }
    file = stream
    queue.add({ type: 'file', fieldname, filename, mimetype, file: bytesOf(stream, () => broken) })
  })
  // what came before may still be read, a file too
  parser.on('partsLimit', () => queue.end(new TooManyParts()))
  parser.on('finish', () => end(null))
  // the parser has no code for what is wrong, but when all has come only the end can be missing; no byte at all is an empty form
  parser.on('error', () => end(hasBegun ? new MalformedForm(request.readableEnded ? 'cut-short' : 'unclear') : null))
  request.on('error', end)
  request.on('close', () => {
    if (!request.readableEnded) end(new MalformedForm('cut-short'))
  })
  request.once('data', () => {
    hasBegun = true
  })
  request.pipe(parser)
  return queue
}

const loadParser = async (): Promise<FormParser> => {
  const { Busboy } = await import('@fastify/busboy')
  const open = (contentType: string, maxTextBytes: number): BusboyInstance => {
    try {
      // the size of files is counted where they are read, so that nothing is read on above it
      const limits = { parts: MOST_PARTS, fieldSize: maxTextBytes }
      return new Busboy({ headers: { 'content-type': contentType }, limits, fileHwm: PART_BYTES })
    } catch {
      throw new MalformedForm(NAMES_BOUNDARY.test(contentType) ? 'unclear' : 'no-boundary')
    }
  }
  return (request, maxTextBytes) => takeApart(open(request.headers['content-type'] ?? '', maxTextBytes), request)
}

let parser: Promise<FormParser> | null = null

/** The parser of forms, loaded when the first form comes: a server's start should not pay for it. */
export const formParser = (): Promise<FormParser> => {
  parser ??= loadParser()
  return parser
}
