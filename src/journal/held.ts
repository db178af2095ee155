import type { Trace } from '../engine/trace.ts'
import type { Entry, Kept } from './entry.ts'

/** An entry with what its decision looked at. */
export interface Held {
  /** Counts up with every entry that is recorded, over all sessions. */
  readonly number: number
  readonly entry: Entry
  readonly trace: Trace | null
}

/** A page of entries, and where the next page begins (null: this was the last). */
export interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
  /** How many entries of this session were dropped because the journal was full. */
  readonly evicted: number
}

/** The same as the journal keeps it. */
export interface Counted extends Omit<Held, 'entry' | 'trace'> {
  /** Null once its session was cleared: it is passed over, and taken out with many others. */
  entry: Entry | null
  trace: Trace | null
  bytes: number
  /** Whether it was handed out: who has it keeps it as it is. */
  isSeen: boolean
  /** The next one of its session. */
  next: Counted | null
}

/** As it is at this moment: what is cleared later does not change it. */
export const seen = (held: Counted & Held): Held => {
  held.isSeen = true
  return { number: held.number, entry: held.entry, trace: held.trace }
}

/** Takes away what was kept of a request. */
export const withoutKept = (held: Counted & Held): void => {
  if (held.isSeen) held.entry = { ...held.entry, kept: null }
  // nobody has seen it: a copy of an entry with each request took 1 % of its time
  else (held.entry as { kept: Kept | null }).kept = null
}

/** Whether an entry is still there. */
export const isHeld = (held: Counted | null | undefined): held is Counted & Held => held?.entry != null
