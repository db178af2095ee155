import type { IncomingHttpHeaders } from 'node:http'
import type { UploadedFile } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { Resources } from '../session/resources.ts'

/** What a successful answer is made from: the request as far as it matters, and what the scenario wants said. */
export interface Asked {
  readonly operation: OperationId
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** With its `?`, or empty. */
  readonly query: string
  readonly model: string | null
  /** The id of a file, batch or fine tuning in the path. */
  readonly resource: string | null
  readonly stream: boolean
  readonly tier: string | null
  /** The parsed body, not validated: with `validation: off` anything may be in it. */
  readonly body: unknown
  /** The file of a multipart body. */
  readonly file: UploadedFile | null
  /** Equal requests have equal ones; with the seed it decides the content. */
  readonly fingerprint: string
  readonly seed: number
  /** Session time at this moment, in milliseconds: what batches go by. */
  readonly sessionMs: number
  /** What the session keeps: files, batches, fine tunings. */
  readonly resources: Resources
  /** The ids that `GET /models` shows and `retrieveModel` finds; null for the shipped list. */
  readonly models: readonly string[] | null
}

/** What a scenario wants a success to say; everything optional. */
export interface Complete {
  readonly text?: string
  readonly reasoning?: string
  readonly toolCalls?: readonly { readonly name: string; readonly arguments?: unknown }[]
  readonly json?: unknown
  readonly finish?: 'stop' | 'length' | 'tool_calls'
  readonly usage?: Readonly<Record<string, number>>
}

/** An answer in one piece. */
export interface WholeAnswer {
  readonly kind: 'whole'
  /** 200 where it is not said. */
  readonly status?: number
  readonly contentType: string
  /** Headers of its own, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly tokens: Tokens | null
  /** Seconds of audio that the request was about. */
  readonly audioSeconds?: number
}

/** An answer in events, each a frame as it stands on the wire. */
export interface StreamAnswer {
  readonly kind: 'stream'
  readonly contentType: 'text/event-stream'
  readonly events: readonly string[]
  readonly tokens: Tokens | null
}

/** A successful answer, ready to be sent: whole, or as the events of a stream. */
export type Answer = WholeAnswer | StreamAnswer

/** Tokens that the answer reports and rate limits count. */
export interface Tokens {
  readonly prompt: number
  readonly completion: number
  /** Of the prompt, those that were cached: limits do not count them. */
  readonly cached?: number
}
