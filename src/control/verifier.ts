import type { Entry } from '../journal/entry.ts'

/** So many entries are shown where something does not hold. */
export const MOST_SEEN = 10

/** The entries that something holds for, by their ids. */
export interface Found {
  readonly count: number
  readonly entries: readonly string[]
}

/** Why something does not hold: what was expected, and what was there instead. */
export interface Missed {
  readonly message: string
  readonly expected: unknown
  readonly seen: readonly string[]
}

/** What was looked at so far, an entry at a time. Of a full journal, nothing may be done with all entries in one step. */
export interface Verified {
  /** How many criteria, or matches of several, each entry is held against. */
  readonly effort: number
  /** Those that come later may have been asked before. */
  add(entry: Entry): void
  /** Works out, in short steps, what holds of all that was added: what is told below is of then. */
  workOut(): Generator<void, void>
  /** Whether entries that are still to come can't change the result. */
  isSettled(): boolean
  isMet(): boolean
  found(): Found
  /** `total` is how many entries the session has, `find` gives one by its id where it is still kept. */
  missed(total: number, find: (id: string) => Entry | undefined): Missed
}

/** Something that should hold of the entries of a session: begins to look. */
export type Verifier = () => Verified
