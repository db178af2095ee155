import type { Call } from '../call.ts'
import type { batchEnds } from '../groq/batch-facts.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { responseEnds } from '../groq/response-ends.ts'
import type { Resources } from '../session/resources.ts'

/** What a successful answer is made from, besides what the scenario wants said: the call, and what the session knows. */
export interface AnswerContext {
  /** With `validation: off` anything may be in its body. */
  readonly call: Call
  /** The one that answers, also where the call's URL has none. */
  readonly operation: OperationId
  /** The service tier that serves the request; null where none was asked for. */
  readonly tier: string | null
  /** With the call's fingerprint it decides the content. */
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
  /** Where a response or a batch ends; no other success has one. */
  readonly status?: (typeof responseEnds)[number] | (typeof batchEnds)[number]
  /** Why a response is incomplete. */
  readonly reason?: string
  /** The error of a response. */
  readonly error?: { readonly code: string; readonly message: string }
  /** The errors of a batch that failed. */
  readonly errors?: readonly SaidBatchError[]
}

/** What is wrong with the input of a batch, as a scenario says it. */
export interface SaidBatchError {
  readonly code: string
  readonly message: string
  readonly param?: string
  readonly line?: number
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
  /** Each is made when it is asked for, so that a slow stream does not hold them all; they can be gone through again. */
  readonly events: Iterable<string>
  /** The same at once, and how many they are, where that takes less than to make each. */
  readonly atOnce?: () => EventText
  readonly tokens: Tokens | null
}

/** All events of a stream as one text. */
export interface EventText {
  readonly text: string
  readonly events: number
}

/** A successful answer, ready to be sent: whole, or as the events of a stream. */
export type Answer = (WholeAnswer | StreamAnswer) & {
  /** Whether its values leave out some of what the request's schema asks for, because that was too much work. */
  readonly isSparse?: true
}

/** Tokens that the answer reports and rate limits count. */
export interface Tokens {
  readonly prompt: number
  readonly completion: number
  /** Of the prompt, those that were cached: limits do not count them. */
  readonly cached?: number | undefined
}
