import type { Trace } from '../engine/trace.ts'
import type { Entry } from './entry.ts'

/** An entry with what its decision looked at. */
export interface Held {
  /** Counts up with every entry that is recorded, over all sessions. */
  readonly number: number
  readonly entry: Entry
  readonly trace: Trace | null
}

/** A page of entries, oldest first, and where the next page begins (null: this was the last). */
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
}

/** As it is at this moment: what is cleared later does not change it. */
export const seen = ({ number, entry, trace }: Held): Held => ({ number, entry, trace })

/** Whether an entry is still there. */
export const isHeld = (held: Counted | null | undefined): held is Counted & Held => held?.entry != null
