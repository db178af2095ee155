import type { Call } from '../../call.ts'
import { errors } from '../../groq/errors.ts'
import type { AnswerContext, WholeAnswer } from '../answer.ts'
import { refusal } from '../refusal.ts'
import { byteRanges, contentRange, multipart, partOf } from './byte-ranges.ts'
import { fileOf } from './files.ts'

const CONTENT_TYPE = 'application/octet-stream'

type Headers = Readonly<Record<string, string>>

const answered = (status: number, headers: Headers, body: Uint8Array, contentType = CONTENT_TYPE): WholeAnswer => ({
  kind: 'whole',
  status,
  contentType,
  headers,
  body,
  tokens: null,
})

/** Whether the client has this version already. */
const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some(known => known.trim() === '*' || known.trim().replace(/^W\//, '') === etag)

/** A part helps only a client that has the rest of the same version. Files have no date, so a date never fits. */
const rangeOf = ({ 'if-range': ifRange, range }: Call['headers'], etag: string): string | undefined =>
  ifRange === undefined || ifRange === etag ? range : undefined

/**
 * The bytes of a file, or the parts of it that `Range` asks for. Of Groq only the status 206 is documented
 * (docs/facts/groq-wire.md §1.9); all else is as HTTP (RFC 9110) has it: strong ETags, 304, 416, several ranges as
 * `multipart/byteranges`, and the same headers for HEAD.
 */
export const downloadFile = (context: AnswerContext): WholeAnswer => {
  const { headers } = context.call
  const { content, hash } = fileOf(context)
  const etag = `"${hash}"`
  const always = { 'accept-ranges': 'bytes', etag }
  if (isKnown(headers['if-none-match'], etag)) return answered(304, always, new Uint8Array())

  const ranges = byteRanges(rangeOf(headers, etag), content.length)
  if (ranges === 'all') return answered(200, always, content)
  if (ranges === 'none') {
    const variant = errors[416].variants['range-not-satisfiable']
    return refusal(416, variant, {}, { ...always, 'content-range': `bytes */${content.length}` })
  }

  const [only, another] = ranges
  if (only && !another) {
    return answered(206, { ...always, 'content-range': contentRange(only, content.length) }, partOf(content, only))
  }
  // a content can't hold its own hash
  const body = multipart(content, ranges, CONTENT_TYPE, hash)
  return answered(206, always, body, `multipart/byteranges; boundary=${hash}`)
}
