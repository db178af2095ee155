import type { Journal } from './journal.ts'

/** What of a session's journal is not here any more: a verdict on it can only be sure where all of this is 0. */
export interface Evidence {
  /** Sessions of this name before this one that were evicted because there were too many, with all their entries. */
  readonly sessionsEvicted: number
  /** The same of those that nobody used for longer than their ttl. */
  readonly sessionsExpired: number
  /** Entries of this session that were dropped because the journal was full. */
  readonly entriesEvicted: number
}

interface Holder {
  readonly id: string
  readonly origin: { readonly lost: { readonly evicted: number; readonly expired: number } }
}

/** What is missing of a session. */
export const evidenceOf = ({ id, origin: { lost } }: Holder, journal: Journal): Evidence => ({
  sessionsEvicted: lost.evicted,
  sessionsExpired: lost.expired,
  entriesEvicted: journal.evicted(id).entries,
})
