import type { Trace } from '../engine/trace.ts'

// measured on usual ones
const TRACE_BYTES = 200
const SENTENCE_BYTES = 100

/** What the trace of a decision takes: mostly references; gates that were closed are sentences of their own. */
export const traceBytes = (trace: Omit<Trace, 'limits'>): number => {
  let bytes = TRACE_BYTES + 8 * trace.missed.length + SENTENCE_BYTES * trace.draws.length
  for (const missed of trace.missed) if (typeof missed === 'string') bytes += SENTENCE_BYTES
  return bytes
}
