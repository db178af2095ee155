import type { IncomingMessage } from 'node:http'
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import { declaredLength } from './body.ts'
import { FORM_JSON, formJson, isFormJson } from './form-json.ts'
import { inBites } from './in-bites.ts'
import { MalformedForm, TooManyParts } from './malformed-because.ts'
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

/** A text of a long form, as a stream of its bytes. */
export interface TextPart extends NamedPart {
  readonly type: 'text'
  readonly text: AsyncIterable<Buffer>
}

/** A part that is a text; parsed where it is said to be JSON. */
export interface FieldPart extends NamedPart {
  readonly type: 'field'
  readonly value: unknown
  /** Whether it was longer than texts may be. */
  readonly valueTruncated: boolean
}

/** One part of a form. */
export type FormPart = FilePart | TextPart | FieldPart

/** Takes the body of a request apart, in its order. Reading the parts throws for what is no form, or ends too early. */
export type FormParser = (request: IncomingMessage, maxTextBytes: number) => AsyncIterable<FormPart>

/** More parts than any operation knows. */
const MOST_PARTS = 1000
/** What one part holds before it makes the request wait. More than comes at once: the parser waits for ever for a part it skips. */
const PART_BYTES = 256 * 1024

/** Texts of longer forms come as streams: to put one of many megabytes together and decode it takes the parser too long. */
const LONG_FORM_BYTES = 2 * 1024 ** 2

const NAMES_BOUNDARY = /;\s*boundary\s*\*?\s*=/i
const BINARY_TYPE = 'application/octet-stream'

const isOfPrototype = (name: string | undefined): boolean => name !== undefined && name in Object.prototype

const isFile = (mimetype: string, filename: string | undefined): boolean =>
  mimetype === BINARY_TYPE || filename !== undefined

/** A text as a part; null where it is said to be JSON and is none. */
const fieldOf = (part: Omit<FieldPart, 'value'>, text: string): FieldPart | null => {
  if (!isFormJson(part.mimetype)) return { ...part, value: text }
  const json = formJson(text)
  if (json === 'too-long') return { ...part, value: text, valueTruncated: true }
  return json === 'no-json' || part.valueTruncated ? null : { ...part, mimetype: FORM_JSON, ...json }
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
  let hasTooMany = false
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
    const bytes = bytesOf(stream, () => broken)
    if (isFile(mimetype, filename)) queue.add({ type: 'file', fieldname, filename, mimetype, file: bytes })
    else queue.add({ type: 'text', fieldname, mimetype, text: bytes })
  })
  // what came before may still be read, a file too
  parser.on('partsLimit', () => {
    hasTooMany = true
    queue.end(new TooManyParts())
  })
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
  inBites(parser, () => hasTooMany)
  request.pipe(parser)
  return queue
}

const loadParser = async (): Promise<FormParser> => {
  const { Busboy } = await import('@fastify/busboy')
  const open = (contentType: string, bytes: number, maxTextBytes: number): BusboyInstance => {
    // how long one in chunks is, nobody knows
    const isLong = bytes === 0 || bytes > LONG_FORM_BYTES
    const isPartAFile = (_name: string | undefined, mimetype = '', filename?: string) =>
      isLong || isFile(mimetype, filename)
    try {
      // the size of files is counted where they are read, so that nothing is read on above it
      const limits = { parts: MOST_PARTS, fieldSize: maxTextBytes }
      return new Busboy({ headers: { 'content-type': contentType }, limits, fileHwm: PART_BYTES, isPartAFile })
    } catch {
      throw new MalformedForm(NAMES_BOUNDARY.test(contentType) ? 'unclear' : 'no-boundary')
    }
  }
  return (request, maxTextBytes) =>
    takeApart(open(request.headers['content-type'] ?? '', declaredLength(request), maxTextBytes), request)
}

let parser: Promise<FormParser> | null = null

/** The parser of forms, loaded when the first form comes: a server's start should not pay for it. */
export const formParser = (): Promise<FormParser> => {
  parser ??= loadParser()
  return parser
}
