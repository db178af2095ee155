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
  /** The same, in the pieces that a stream brings it in. */
  readonly chunks?: readonly string[]
  readonly reasoning?: string
  readonly toolCalls?: readonly { readonly name: string; readonly arguments?: unknown }[]
  readonly json?: unknown
  readonly finish?: 'stop' | 'length' | 'tool_calls'
  readonly usage?: Readonly<Record<string, number>>
  /** The model that the answer names, where not the one that was asked for. */
  readonly model?: string
  readonly id?: string
  readonly logprobs?: readonly SaidLogprob[]
  /** One vector for every input, or one for each. */
  readonly embedding?: readonly number[] | readonly (readonly number[])[]
  /** Where a response or a batch ends; no other success has one. */
  readonly status?: (typeof responseEnds)[number] | (typeof batchEnds)[number]
  /** Why a response is incomplete. */
  readonly reason?: string
  /** The error of a response. */
  readonly error?: { readonly code: string; readonly message: string }
  /** The errors of a batch that failed. */
  readonly errors?: readonly SaidBatchError[]
}

/** How likely a token was, and what else might have stood there. */
export interface SaidLogprob extends SaidLikelihood {
  readonly top_logprobs?: readonly SaidLikelihood[]
}

/** How likely one token is; its bytes follow from it where they are not said. */
export interface SaidLikelihood {
  readonly token: string
  readonly logprob: number
  readonly bytes?: readonly number[]
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
