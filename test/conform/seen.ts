import type { Observation, SeenAttempt } from '#src/conform/observation'
import type { PrintedLine } from '#src/conform/printed-lines'

/** One request: what it was answered with, from when to when. */
export type Row = readonly [status: number | null, startedMs: number, endedMs: number, more?: Partial<SeenAttempt>]

const attemptOf = ([status, startedMs, endedMs, more]: Row): SeenAttempt => ({
  status,
  startedMs,
  endedMs,
  endedBy: 'server',
  connection: 1,
  fingerprint: 'a',
  call: 'call-1',
  toldMs: null,
  ...more,
})

/** A line of a runner; a success that says nothing where nothing else is said. */
export const line = (more: Partial<PrintedLine> = {}): PrintedLine => ({
  ok: true,
  text: null,
  finish: null,
  status: null,
  error: null,
  message: null,
  ...more,
})

/** What was seen of calls, each a list of its requests. */
export const seen = (calls: readonly (readonly Row[])[], more: Partial<Observation> = {}): Observation => ({
  asked: calls.length,
  idempotencyKey: null,
  calls: calls.map(rows => ({ attempts: rows.map(attemptOf) })),
  printed: calls.map(() => line()),
  findings: [],
  ...more,
})
