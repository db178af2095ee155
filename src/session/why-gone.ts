import type { WrongSelection } from '../call.ts'
import { formatDuration } from '../units.ts'
import type { Gone } from './gone-memory.ts'

/** A session that was made by API and is here no more: 410 where this server let it go, 404 where it never had it. */
export interface WhyGone {
  readonly status: 404 | 410
  /** In a word or two, for journal and log. */
  readonly short: string
  /** What happened and what to do. */
  readonly message: string
}

const MAKE_ANOTHER = 'Make another: POST /__mock/sessions.'

const at = (ms: number): string => new Date(ms).toISOString()

const gone = (status: WhyGone['status'], id: string, short: string, sentence: string): WhyGone => ({
  status,
  short: `session ${id} is gone: ${short}`,
  message: `Session "${id}" is gone: ${sentence} ${MAKE_ANOTHER}`,
})

/** One that this server remembers. `most` is how many there may be at once. */
export const letGo = (id: string, { why, atMs, ttlMs }: Gone, most: number): WhyGone => {
  switch (why) {
    case 'expired':
      return gone(
        410,
        id,
        'expired',
        `it expired at ${at(atMs)}, as nobody had used it for ${formatDuration(ttlMs)} ("ttl" when it is made, or --session-ttl).`,
      )
    case 'evicted':
      return gone(
        410,
        id,
        'evicted',
        `it was evicted at ${at(atMs)}: there were more than ${most} sessions (--sessions), and it was the one that had not been used for longest.`,
      )
    case 'deleted':
      return gone(410, id, 'deleted', `it was deleted at ${at(atMs)}.`)
  }
}

/** One that this server made, so long ago that it does not remember why it went. */
export const forgotten = (id: string): WhyGone =>
  gone(410, id, 'long since', 'this server made it and let it go, too long ago to say why.')

/** One that another process made; `madeAtMs` is null where its id does not say when. */
export const ofAnother = (id: string, madeAtMs: number | null): WhyGone =>
  gone(
    404,
    id,
    'not of this process',
    `it was made ${madeAtMs === null ? '' : `at ${at(madeAtMs)} `}by another process. Either the server was started again since, and a restart loses all sessions, or this is not the server that made it.`,
  )

/** How a request for such a session is answered. */
export const goneChoice = ({ status, short, message }: WhyGone): WrongSelection => ({
  status,
  code: 'mock_session_gone',
  message,
  says: short,
})
