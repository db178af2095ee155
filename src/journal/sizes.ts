import type { Trace } from '../engine/trace.ts'
import type { Entry, Kept } from './entry.ts'

// measured on entries of usual length; what varies is counted
const ENTRY_BYTES = 1050
const TRACE_BYTES = 200
const SENTENCE_BYTES = 100
const READING_BYTES = 80

const measured = ({ headers, body }: Kept): number =>
  2 * (body?.length ?? 0) +
  2 * Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0)

/** What the headers and the body of a request take in memory, as estimated. */
export const keptBytes = (kept: Kept | null): number => (kept === null ? 0 : (kept.rawBytes ?? measured(kept)))

const lettersIn = (text: string | null | undefined): number => text?.length ?? 0

/** What an entry takes without them. */
export const entryBytes = (entry: Entry): number => {
  const { path, because, model, tier, userAgent, batch, call, follows, nearMisses, rules } = entry
  const names = lettersIn(model) + lettersIn(tier) + lettersIn(batch) + lettersIn(call) + lettersIn(follows)
  let bytes = ENTRY_BYTES + 2 * (path.length + because.length + lettersIn(userAgent) + names)
  for (const { missed } of nearMisses) bytes += Math.max(SENTENCE_BYTES, missed.length)
  return bytes + 8 * rules.length
}

/** What the trace of a decision takes: mostly references; gates that were closed are sentences of their own. */
export const traceBytes = (trace: Trace | null): number => {
  if (trace === null) return 0
  let bytes = TRACE_BYTES + 8 * trace.missed.length + SENTENCE_BYTES * trace.draws.length
  bytes += READING_BYTES * (trace.limits?.length ?? 0)
  for (const missed of trace.missed) if (typeof missed === 'string') bytes += SENTENCE_BYTES
  return bytes
}
