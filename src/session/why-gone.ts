import type { WrongSelection } from '../call.ts'
import { formatDuration } from '../units.ts'
import type { Gone, Why } from './gone-memory.ts'

/** A session that was made by API and is here no more: 410 where this server let it go, 404 where it never had it. */
export interface WhyGone {
  readonly status: 404 | 410
  /** `forgotten` where this server made it too long ago to say, `of another process` where it did not make it. */
  readonly why: Why | 'forgotten' | 'of another process'
  /** In a few words, for journal and log. */
  readonly short: string
  /** What happened and what to do. */
  readonly message: string
}

const MAKE_ANOTHER = 'Make another: POST /__mock/sessions.'

const at = (ms: number): string => new Date(ms).toISOString()

const gone = (id: string, why: WhyGone['why'], sentence: string): WhyGone => ({
  status: why === 'of another process' ? 404 : 410,
  why,
  short: `session ${id} is gone: ${why}`,
  message: `Session "${id}" is gone: ${sentence}. ${MAKE_ANOTHER}`,
})

/** When and why a session was let go, as the end of a sentence. `most` is how many there may be at once. */
export const inWords = ({ why, atMs, ttlMs }: Gone, most: number): string => {
  switch (why) {
    case 'expired':
      return `it expired at ${at(atMs)}, as nobody had used it for ${formatDuration(ttlMs)} ("ttl" when it is made, or --session-ttl)`
    case 'evicted':
      return `it was evicted at ${at(atMs)} to make room, as the one that had not been used for longest; there may be ${most} (--sessions)`
    case 'deleted':
      return `it was deleted at ${at(atMs)}`
  }
}

/** One that this server remembers. */
export const letGo = (id: string, that: Gone, most: number): WhyGone => gone(id, that.why, inWords(that, most))

/** One that this server made, so long ago that it does not remember why it went. */
export const forgotten = (id: string): WhyGone =>
  gone(id, 'forgotten', 'this server made it and let it go, too long ago to say why')

/** One that another process made; `madeAtMs` is null where its id does not say when. */
export const ofAnother = (id: string, madeAtMs: number | null): WhyGone => {
  const when = madeAtMs === null ? '' : `at ${at(madeAtMs)} `
  return gone(
    id,
    'of another process',
    `it was made ${when}by another process. Either the server was started again since, and a restart loses all sessions, or this is not the server that made it`,
  )
}

/** How a request for such a session is answered. */
export const goneChoice = ({ status, short, message }: WhyGone): WrongSelection => ({
  status,
  code: 'mock_session_gone',
  message,
  says: short,
})
