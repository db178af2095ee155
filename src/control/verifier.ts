import type { Entry } from '../journal/entry.ts'

/** So many entries are shown where something does not hold. */
export const MOST_SEEN = 10

/** The entries that something holds for, by their ids. */
export interface Found {
  readonly count: number
  readonly entries: readonly string[]
}

/** What was looked at so far, an entry at a time. */
export interface Verified {
  add(entry: Entry): void
  /** Whether entries that are still to come can't change the result. */
  isSettled(): boolean
  isMet(): boolean
  found(): Found
}

/** Why something does not hold: what was expected, and what was there instead. */
interface Missed {
  readonly message: string
  readonly expected: unknown
  readonly seen: readonly string[]
}

/** Something that should hold of the entries of a session. */
export interface Verifier {
  /** Begins to look. */
  open(): Verified
  /** `entries` are all of the session, `total` is how many they are. */
  missed(entries: Iterable<Entry>, found: Found, total: number): Missed
}
