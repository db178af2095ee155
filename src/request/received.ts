import type { IncomingHttpHeaders } from 'node:http'
import type { Problem, Selection, UploadedFile } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { Validation } from '../scenario/scenario.ts'
import type { ParsedJson } from './parse-in-slices.ts'

/**
 * The body as far as it was read. `bytes` counts what came or, where it was not read to its end, what was announced. The `digest`
 * of a whole one is the SHA-1 of its content, where that was made while it came, and `json` what it holds, where that was read
 * bit by bit. `because` is said where it is not its bytes
 * that are too many.
 */
export type BodyRead =
  | { readonly kind: 'none' }
  | WholeBody
  | FormRead
  | { readonly kind: 'malformed'; readonly bytes: number; readonly because: string }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly because?: string }
  | { readonly kind: 'gone'; readonly bytes: number }

/** A body that came whole. */
export interface WholeBody {
  readonly kind: 'whole'
  readonly content: Buffer
  readonly digest?: string
  readonly json?: ParsedJson
}

/** A form, read to its end: its texts, by name, and its file. */
export interface FormRead {
  readonly kind: 'form'
  readonly fields: Readonly<Record<string, unknown>>
  readonly file: UploadedFile | null
  readonly bytes: number
  /** Equal for equal parts, whatever the boundary between them. */
  readonly digest: string
  /** Whether one of its texts is so long that it takes time to look at it. */
  readonly isLong?: true
}

/** A request as it came in, before anybody asked what it wants. */
export interface Received {
  readonly method: string
  /** Without the mock's prefixes, undecoded, with the query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** The operation whose route the request took; null for none. */
  readonly operation: OperationId | null
  readonly body: BodyRead
  /** What was found wrong before any route was asked. */
  readonly refused: Problem | null
  readonly selection: Selection
  /** A line of a batch, which is JSON also where the API takes a form. */
  readonly isLine?: true | undefined
  readonly validation: Validation
}

/** What a body says, as far as it could be read, and the first thing that is wrong with it. */
export interface ReadBody {
  readonly value: unknown
  readonly problem: Problem | null
}
