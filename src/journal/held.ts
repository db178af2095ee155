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

/** The first so many entries; where more come, the id of the last one is where the next page begins. */
export const firstOf = (found: Iterable<Held>, limit = Number.POSITIVE_INFINITY): Pick<Page, 'entries' | 'next'> => {
  const entries: Entry[] = []
  for (const { entry } of found) {
    if (entries.length >= limit) return { entries, next: entries.at(-1)?.id ?? null }
    entries.push(entry)
  }
  return { entries, next: null }
}

/** The same as the journal keeps it. */
export interface Counted extends Omit<Held, 'entry' | 'trace'> {
  /** Null once its session was cleared: it is passed over, and taken out with many others. */
  entry: Entry | null
  trace: Trace | null
  /** The scenario that its session ran. */
  readonly scenario: string
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

/** Where the first one with a number above this one stands, from a place on; the numbers go up. */
export const placeAfter = (all: readonly (Counted | null)[], from: number, number: number): number => {
  let [low, high] = [from, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.number ?? 0) <= number) low = middle + 1
    else high = middle
  }
  return low
}
