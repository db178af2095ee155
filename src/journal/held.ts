import type { Trace } from '../engine/trace.ts'
import type { Entry } from './entry.ts'

/** An entry with what its decision looked at. */
export interface Held {
  /** Counts up with every entry that is recorded, over all sessions. */
  readonly number: number
  readonly entry: Entry
  readonly trace: Trace | null
}

/** What a long walk gives where it may rest: up to this number nothing more fits. */
export interface Rest {
  readonly number: number
  readonly entry: null
}

/** A page of entries, and where the next page begins (null: this was the last). */
export interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
  /** How many entries of this session were dropped because the journal was full. */
  readonly evicted: number
}

/** The first so many entries, in the steps of their walk; where more come, the id of the last one is where the next page begins. */
export function* firstOf(
  walk: Iterable<Held | Rest>,
  limit = Number.POSITIVE_INFINITY,
): Generator<void, Pick<Page, 'entries' | 'next'>> {
  const entries: Entry[] = []
  for (const { entry } of walk) {
    if (entry === null) yield
    else if (entries.length < limit) entries.push(entry)
    else return { entries, next: entries.at(-1)?.id ?? null }
  }
  return { entries, next: null }
}
