import { many } from '../../verdict/words.ts'
import { type Bounds, bounds, type Criterion } from './criterion.ts'

/** How often each call is tried. */
export const attempts: Criterion<Bounds> = {
  schema: bounds('How often each call is tried.'),
  check: ({ min = 0, max = Number.POSITIVE_INFINITY }, { calls }) => {
    const counts = calls.map(call => call.attempts.length)
    const [least, most] = [Math.min(...counts), Math.max(...counts)]
    if (least < min) return `${many(least, 'attempt')} where at least ${min} are wanted`
    return most > max ? `${many(most, 'attempt')} where at most ${max} may be` : null
  },
}
