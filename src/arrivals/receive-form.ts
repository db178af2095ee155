import type { IncomingMessage } from 'node:http'
import { type Upload, usualMaxBytes } from '../groq/uploads.ts'
import type { BodyRead, FormRead } from '../request/received.ts'
import { type BodyLimits, declaredLength } from './body.ts'
import { type FormPart, formParser } from './form-parser.ts'
import { type FormLimits, FormReading } from './form-reading.ts'
import { malformedBecause } from './malformed-because.ts'

/** Boundaries, headers of parts, and what stands before and after them. */
const FRAME_BYTES = 1024 ** 2

/** `bodyLimit` holds for files too; where it was not lowered, an operation that documents more takes more. */
const limitsOf = ({ maxBytes }: Upload, bodyLimitBytes: number): Omit<FormLimits, 'hasRoom'> => ({
  maxFileBytes: bodyLimitBytes < usualMaxBytes ? bodyLimitBytes : Math.max(bodyLimitBytes, maxBytes),
  maxTextBytes: bodyLimitBytes,
})

/** What has come of a request's body so far. */
interface Count {
  bytes: number
}

const readParts = async (
  parts: AsyncIterable<FormPart>,
  reading: FormReading,
  count: Count,
): Promise<FormRead | 'too-large'> => {
  for await (const part of parts) if (!(await reading.take(part))) return 'too-large'
  return reading.end(count.bytes)
}

/** Resolves when more has come than any form within the limits can have. */
const overflow = (request: IncomingMessage, maxBytes: number, count: Count): Promise<'too-large'> =>
  new Promise(resolve => {
    request.on('data', (chunk: Buffer) => {
      count.bytes += chunk.length
      if (count.bytes > maxBytes) resolve('too-large')
    })
  })

/**
 * Reads a form part by part: its texts, and of its file what the operation needs. What is larger than the limits is not
 * read on, and what is no form is told as `malformed`. Never rejects for what a client sent.
 */
export const receiveForm = async (
  request: IncomingMessage,
  upload: Upload,
  { limitBytes, room }: BodyLimits,
): Promise<BodyRead> => {
  let full: string | null = null
  const hasRoom = (bytes: number): boolean => {
    full = room.take(request, bytes)
    return full === null
  }
  const limits = { ...limitsOf(upload, limitBytes), hasRoom }
  const count: Count = { bytes: 0 }
  const bytes = () => Math.max(declaredLength(request), count.bytes)
  let isRead = false
  const isGone = () => request.destroyed && !request.readableEnded

  const partsOf = await formParser()
  if (isGone()) return { kind: 'gone', bytes: bytes() }
  try {
    // reading must begin before counting: a listener alone would start the flow of bytes (docs/facts/node.md §4)
    const outcome = await Promise.race([
      readParts(partsOf(request, limits.maxTextBytes), new FormReading(upload, limits), count),
      overflow(request, limits.maxFileBytes + limits.maxTextBytes + FRAME_BYTES, count),
    ])
    if (outcome === 'too-large') return { kind: outcome, bytes: bytes(), ...(full === null ? {} : { because: full }) }
    isRead = true
    return outcome
  } catch (error) {
    if (isGone()) return { kind: 'gone', bytes: bytes() }
    const because = malformedBecause(error)
    return because === null ? { kind: 'too-large', bytes: bytes() } : { kind: 'malformed', bytes: bytes(), because }
  } finally {
    request.unpipe()
    request.removeAllListeners('data')
    // bytes after the last boundary mean nothing, but have to be read for the next request on the connection (§4)
    if (isRead) request.resume()
    else request.pause()
  }
}
