import { waitsOf } from '../observation.ts'
import { type Criterion, keys } from './criterion.ts'

/** Whether waits grow from one attempt to the next. */
export const growth: Criterion<{ readonly min: number }> = {
  schema: keys(
    'By which factor the waits of a call grow from one to the next; where there are two or more.',
    { min: { type: 'number', minimum: 1, description: 'Each is at least so many times the one before it.' } },
    ['min'],
  ),
  check: ({ min }, { calls }) => {
    const isFlat = calls.some(call => {
      const waits = waitsOf(call).filter(wait => wait !== null)
      return waits.some((wait, i) => i > 0 && wait < (waits[i - 1] ?? 0) * min)
    })
    return isFlat ? `a wait was shorter than ${min} times the one before it` : null
  },
}
