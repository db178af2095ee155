import { because } from '../outcomes/because.ts'
import { bugInWords } from './bug.ts'
import type { Way } from './way.ts'

const LEFT_EARLY = 'the client left before its request was complete'

/** What was decided, where it was done as well. */
const decided = ({ decision, remarks, call, told, bugs }: Way): readonly string[] => {
  if (decision === null) return bugs.length === 0 ? [LEFT_EARLY] : []
  return remarks === null ? [] : [because(decision, call, remarks, { told })]
}

const givenUp = ({ decision }: Way): readonly string[] =>
  (decision?.givenUp ?? []).map(
    criterion => `${criterion} takes too much work with this body, and counts as not holding`,
  )

/** Why a request got what it got: what the session noted, what was decided, and what went wrong within the mock. */
export const sentence = (way: Way): string => {
  const { note } = way.arriving
  return [...(note === null ? [] : [note]), ...decided(way), ...givenUp(way), ...way.bugs.map(bugInWords)].join('; ')
}
