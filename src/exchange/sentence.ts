import { because } from '../outcomes/because.ts'
import type { Sent } from '../wire/wire.ts'
import { bugInWords } from './bug.ts'
import type { Way } from './way.ts'

const LEFT_EARLY = 'the client left before its request was complete'
const BROKEN_BODY = 'its body is not framed as HTTP says: connection closed'

/** What was decided, where it was done as well. */
const decided = ({ decision, remarks, call, told, bugs }: Way, { endedBy }: Sent): readonly string[] => {
  if (decision === null && bugs.length > 0) return []
  if (decision === null) return [endedBy === 'client' ? LEFT_EARLY : BROKEN_BODY]
  return remarks === null ? [] : [because(decision, call, remarks, { told })]
}

const NOTHING: readonly string[] = []

const givenUp = ({ decision }: Way): readonly string[] =>
  decision === null || decision.givenUp.length === 0
    ? NOTHING
    : decision.givenUp.map(criterion => `${criterion} takes too much work with this body, and counts as not holding`)

/** Why a request got what it got: what the session noted, what was decided, and what went wrong within the mock. */
export const sentence = (way: Way, sent: Sent): string => {
  const { note } = way.arriving
  if (way.answered !== undefined) return [way.answered, ...way.bugs.map(bugInWords)].join('; ')
  const parts = note === null ? [] : [note]
  parts.push(...decided(way, sent), ...givenUp(way))
  for (const bug of way.bugs) parts.push(bugInWords(bug))
  return parts.join('; ')
}
