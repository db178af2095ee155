import type { Told } from '../wire/told.ts'

/** What can be broken in an answer: as `fault` of a scenario names it, or as `stream` does. */
export type Flaw =
  | 'reset'
  | 'drop'
  | 'hang'
  | 'garbage'
  | 'cut'
  | 'trickle'
  | 'short'
  | 'error'
  | 'malformed'
  | 'noDone'
  | 'stall'

/** What is left of limits: tokens a minute, or seconds of audio an hour; null for what is not limited. */
export interface Remaining {
  readonly requests: number | null
  readonly amount: number | null
}

/** One exchange, as it is kept and shown. Times in milliseconds. */
export interface Entry {
  /** The `x-request-id` of the answer; unique across sessions. */
  readonly id: string
  readonly session: string
  /** When the request came, ISO 8601 with milliseconds. */
  readonly at: string
  /** Since the session's first request. */
  readonly offsetMs: number
  readonly call: string
  readonly ordinal: number
  readonly attempt: number
  /** Whether the client said which call it belongs to, or this was concluded. */
  readonly certainty: 'certain' | 'inferred'
  /** Of a first attempt, the equal call that had failed not long before; null for none. */
  readonly follows: string | null
  /** What `x-stainless-retry-count` said. */
  readonly retryCount: number | null
  /** The batch whose line it is; null for a request that came over a connection. */
  readonly batch: string | null
  /** The number of the connection, and of the request on it, from 1; of a line 0, and its number in the file. */
  readonly connection: number
  readonly requestOnConnection: number
  /** Null where no HTTP came: for a line of a batch, and bytes that are none. */
  readonly httpVersion: '1.0' | '1.1' | '2' | null
  readonly method: string
  readonly path: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly tier: string | null
  readonly stream: boolean | null
  readonly requestBytes: number
  /** Equal for requests that ask for the same, whoever asks. */
  readonly fingerprint: string
  readonly rule: string | null
  /** Every rule that spoke, in the order of the file: those that passed, then the one that decided. */
  readonly rules: readonly string[]
  /** The kind of outcome; null where the client left before one was decided. */
  readonly outcome: string | null
  readonly because: string
  readonly nearMisses: readonly { readonly rule: string; readonly missed: string }[]
  /** What was sent; 499 where the client left. */
  readonly status: number | null
  /** The variant of the catalogue that an error was; null for none. */
  readonly variant: string | null
  readonly ttfbMs: number | null
  readonly durationMs: number
  readonly bytes: number
  readonly chunks: number
  readonly endedBy: 'server' | 'client' | 'fault'
  /** What was broken in the answer, below or inside HTTP. */
  readonly flaws: readonly Flaw[]
  /** What its headers said is left; null where nothing limits the request. */
  readonly remaining: Remaining | null
  /** What the client was told of waiting and trying again; null for nothing. */
  readonly told: EntryTold | null
  readonly userAgent: string | null
  /** Headers and body of the request, where they are kept. */
  readonly kept: Kept | null
}

/** What went onto the wire, and of a limit that refused, the moment at which it has room. */
export interface EntryTold extends Told {
  /** Real time, as `offsetMs`; null where no limit refused, or where it never has room. */
  readonly roomAtMs: number | null
}

/** Headers and the body as text, without secrets. */
export interface Kept {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}
