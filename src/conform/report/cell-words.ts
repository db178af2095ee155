import { many, time } from '../../verdict/words.ts'
import type { CaseResult, CaseTimes } from '../result.ts'

/** What was seen, in a few words: `2 attempts (503, 200), success`. */
export const seenWords = ({ seen }: CaseResult): string => {
  if (seen === null) return 'nothing was asked'
  const { statuses, attempts, calls, succeeded, reported } = seen
  if (statuses === null) return `${many(calls, 'call')} in ${many(attempts, 'attempt')}, ${succeeded} succeeded`
  const answers = statuses.map(status => status ?? 'no answer').join(', ')
  const end =
    reported === null
      ? ''
      : reported.ok
        ? ', success'
        : `, failure${reported.error === null ? '' : `: ${reported.error}`}`
  return `${many(attempts, 'attempt')} (${answers})${end}`
}

/** The waits of a case; empty for none. */
export const waitWords = (times: CaseTimes | undefined): string => (times?.waitsMs ?? []).map(time).join(', ')
