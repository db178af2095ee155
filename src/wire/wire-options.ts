import type { Clock } from '../clock/clock.ts'
import type { TextAnswer } from './text-answer.ts'

/** How many answers are being sent event by event. */
export interface OpenStreams {
  open: number
}

/** What a wire needs beside the connection: time, and the signal that the server stops. */
export interface WireOptions {
  readonly clock: Clock
  /** Aborted when the server stops: waits end, and the connection closes after its answer. */
  readonly stopping: AbortSignal
  /** Whether the request's body was not read to its end, so that the connection can't carry another request. */
  readonly unread: boolean
  /** Sends answers in one piece. */
  readonly answers: TextAnswer
  readonly streams: OpenStreams
  /** When the request began to arrive, on the monotonic clock. */
  readonly startedMs: number
}
