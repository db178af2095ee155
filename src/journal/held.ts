import type { Trace } from '../engine/trace.ts'
import type { Entry } from './entry.ts'

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

/** The first so many entries; where more come, the id of the last one is where the next page begins. */
export const firstOf = (found: Iterable<Held>, limit = Number.POSITIVE_INFINITY): Pick<Page, 'entries' | 'next'> => {
  const entries: Entry[] = []
  for (const { entry } of found) {
    if (entries.length >= limit) return { entries, next: entries.at(-1)?.id ?? null }
    entries.push(entry)
  }
  return { entries, next: null }
}
