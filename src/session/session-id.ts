import { decodeTime, ulid } from 'ulid'
import { unseeded } from '../chance.ts'

const MARK_LETTERS = 6

/** The mark of a register of sessions: six letters and digits that no other has, nor the same server after a restart. */
export const newMark = (): string =>
  Math.floor(unseeded() * 36 ** MARK_LETTERS)
    .toString(36)
    .padStart(MARK_LETTERS, '0')

/** A fresh id for a session, with the mark of whoever makes it: `s-<mark>-<ULID>`. */
export const sessionIdOf = (mark: string, nowMs: number): string => `s-${mark}-${ulid(nowMs, unseeded).toLowerCase()}`

/** What an id tells of itself that was given out. */
export interface GivenId {
  readonly mark: string
  /** Wall clock, milliseconds. */
  readonly madeAtMs: number
}

const GIVEN = /^s-([0-9a-z]{6})-([0-7][0-9a-hjkmnp-tv-z]{25})$/

/** Who gave out an id, and when; null for a name that somebody chose. */
export const readGivenId = (id: string): GivenId | null => {
  const [, mark, time] = GIVEN.exec(id) ?? []
  return mark === undefined || time === undefined ? null : { mark, madeAtMs: decodeTime(time.toUpperCase()) }
}
