import type { Sent } from '../wire/wire.ts'

const LEFT_EARLY = 'the client left before its request was complete'
const BROKEN_BODY = 'its body is not framed as HTTP says: connection closed'

/** What is known of an exchange beside what was decided. */
interface Beside {
  /** What the journal should say beside the answer, or null. */
  readonly note: string | null
  /** Why and how it was answered before it came to be a request; undefined where it came to be one. */
  readonly answered: string | undefined
}

/** The whole sentence of an exchange that is over. `said` is that of its decision; null where there was none. */
export const sentenceOf = (said: string | null, { note, answered }: Beside, { endedBy }: Sent): string => {
  if (answered !== undefined) return answered
  const sentence = said ?? (endedBy === 'client' ? LEFT_EARLY : BROKEN_BODY)
  return note === null ? sentence : `${note}; ${sentence}`
}
