import type { IncomingHttpHeaders } from 'node:http'
import type { EndpointName, OperationId } from './groq/endpoints.ts'

/** What the server can find wrong by itself, in the order in which it looks: the first one found is the call's problem. */
export const problemNames = [
  'bad-url',
  'bad-expectation',
  'unknown-url',
  'wrong-method',
  'wrong-content-type',
  'body-too-large',
  'empty-body',
  'invalid-json',
  'invalid-body',
  'no-key',
  'bad-key',
  'unknown-model',
  'retired-model',
  'unknown-resource',
] as const

export type ProblemName = (typeof problemNames)[number]

/** One thing that is wrong with a request. */
export interface Problem {
  readonly name: ProblemName
  /** What the answer says, where the catalogue's text is not enough. */
  readonly message?: string
  /** The status that answers, where it is not the problem's usual one. */
  readonly status?: number
  /** The variant of the catalogue that answers, where it is not the problem's usual one, and what fills its placeholders. */
  readonly variant?: string
  readonly fill?: Readonly<Record<string, string>>
}

/** What the client chose for this request: by prefix of the URL, by header, else by the server's settings. */
export interface Selection {
  readonly scenario: string | null
  readonly session: string | null
  /** What stood behind the session's name in a base URL that was given out, as `name~mark`: who gave it out. Absent for none. */
  readonly mark?: string
  /** `x-mock-call` or `idempotency-key`: names the call that this request is an attempt of. */
  readonly call: string | null
  /** `x-mock-status` and its companions: the answer of this one request. */
  readonly inject: Injection | null
  /** What is wrong with the choice, or null. */
  readonly wrong: WrongSelection | null
}

/** Of a request that chooses nothing. */
export const nothingChosen: Selection = { scenario: null, session: null, call: null, inject: null, wrong: null }

/** One injected answer: `x-mock-status`, `x-mock-variant`, `x-mock-retry-after` (as milliseconds). */
export interface Injection {
  readonly status: number
  readonly variant: string | null
  readonly retryAfterMs: number | null
}

/** A choice that can't be met: the status and the sentence that answer it. */
export interface WrongSelection {
  readonly status: 400 | 404 | 410
  readonly code: string
  readonly message: string
  /** The same in a few words, for the journal; absent where the usual ones will do. */
  readonly says?: string
}

/** The file part of a multipart body. It was read as a stream: its bytes are here only where the operation keeps files. */
export interface UploadedFile {
  readonly filename: string
  readonly contentType: string
  readonly bytes: number
  /** Equal for equal bytes. */
  readonly hash: string
  /** The length of audio, from its headers; null if the file is not audio, or if nobody asked. */
  readonly seconds: number | null
  readonly content: Uint8Array | null
}

/** A request that only asks what may be asked. It is no attempt of a call, and only rules that name its method see it. */
export interface Inquiry {
  /** The preflight of a browser, or `OPTIONS *`. */
  readonly kind: 'preflight' | 'server'
  /** The endpoint that is to be asked; null for none. */
  readonly endpoint: EndpointName | null
  /** The headers of its answer, beside those of every answer. */
  readonly answer: Readonly<Record<string, string>>
}

/** A body that came before, byte for byte, and what was made of it then. Each part is there once somebody has asked for it. */
export interface KnownBody {
  readonly content: Buffer
  /** Of its bytes. */
  digest: string | null
  /** What it says to each operation, and how closely that was looked at. */
  readonly read: KnownReading[]
  /** What answers have made of it, each under an object of its own. */
  readonly made: Map<object, unknown>
}

/** What a body says to an operation: nobody may change the value. */
export interface KnownReading {
  readonly operation: OperationId
  readonly validation: string
  readonly value: unknown
  readonly problem: Problem | null
}

/** One request as we understand it. Its journal entry is written from this. */
export interface Call {
  readonly method: string
  /** Below the prefixes, undecoded, without the query: `/openai/v1/chat/completions`. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  readonly operation: OperationId | null
  /** Of an inquiry: the endpoint that is to be asked. */
  readonly endpoint: EndpointName | null
  readonly headers: IncomingHttpHeaders
  /** The bearer token, whole. Never kept, never logged. */
  readonly key: string | null
  /** The model asked for, in body or path; null where none was said or the body could not be read. */
  readonly model: string | null
  /** The id of a file, batch or fine tuning in the path; null where the path has none. */
  readonly resource: string | null
  /** The service tier asked for; null where the body could not be read or has none. */
  readonly tier: string | null
  /** Whether a stream was asked for; null where the body could not be read. */
  readonly stream: boolean | null
  /** The body, parsed; undefined where there is none or it could not be read. */
  readonly body: unknown
  /** The file of a multipart body; null where there is none. */
  readonly file: UploadedFile | null
  /** Bytes of the body; where it was not read whole, what its `Content-Length` says, or what was read. */
  readonly bodyBytes: number
  /** Equal for requests that ask for the same: method, path, query and the bytes of the body. */
  readonly fingerprint: string
  /** `x-stainless-retry-count`, or null. */
  readonly retryCount: number | null
  readonly problem: Problem | null
  readonly selection: Selection
  /** Null or absent for a request of the API. */
  readonly inquiry?: Inquiry | null
  /** What is known of its body from before; null or absent for nothing. */
  readonly known?: KnownBody | null
}

/** Which call this request belongs to, told once, on arrival. */
export interface Attempt {
  /** The id of the call, unique in its session. */
  readonly call: string
  /** Which call of this fingerprint, from 1. */
  readonly ordinal: number
  /** Which attempt of the call, from 1. */
  readonly attempt: number
  /** How much sooner it came than its call was told, in milliseconds; 0 or absent where it is not early. */
  readonly earlyByMs?: number
}

/** The same, and how it is known: for the journal, which rules and luck do not see. */
export interface Attribution extends Attempt {
  /** Whether the client said which call it belongs to, or this was concluded. */
  readonly certainty: 'certain' | 'inferred'
  /** Of a first attempt, the equal call that had failed not long before; null for none. */
  readonly follows: string | null
}
