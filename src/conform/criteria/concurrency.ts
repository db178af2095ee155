import { many } from '../../verdict/words.ts'
import { type Criterion, count, keys } from './criterion.ts'

/** How many attempts are open at once. */
export const concurrency: Criterion<{ readonly max: number }> = {
  schema: keys('How many attempts are open at once.', { max: { ...count('At most so many.'), minimum: 1 } }, ['max']),
  check: ({ max }, { calls }) => {
    const all = calls.flatMap(({ attempts }) => attempts)
    const most = Math.max(
      0,
      ...all.map(
        ({ startedMs }) => all.filter(other => other.startedMs <= startedMs && startedMs < other.endedMs).length,
      ),
    )
    return most > max ? `more than ${many(max, 'attempt')} at once` : null
  },
}
