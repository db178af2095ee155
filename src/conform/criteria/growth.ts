import { many } from '../../verdict/words.ts'
import { waitsOf } from '../observation.ts'
import { type Criterion, keys } from './criterion.ts'

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** Whether waits grow from one attempt to the next, over all calls: what one call draws by luck may be shorter. */
export const growth: Criterion<{ readonly min: number }> = {
  schema: keys(
    'By which factor the waits grow from one attempt to the next, in the mean over all calls.',
    { min: { type: 'number', minimum: 1, description: 'Each mean is at least so many times the one before it.' } },
    ['min'],
  ),
  check: ({ min }, { calls }) => {
    const all = calls.map(waitsOf)
    const most = Math.max(0, ...all.map(({ length }) => length))
    const means = Array.from({ length: Math.max(0, most - 1) }, (_, i) =>
      mean(all.map(waits => waits[i + 1]).filter(wait => typeof wait === 'number')),
    )
    if (means.length < 2) return null
    const flat = means.findIndex((one, i) => i > 0 && one < (means[i - 1] ?? 0) * min)
    return flat === -1
      ? null
      : `before attempt ${flat + 2} the mean wait of ${many(calls.length, 'call')} is less than ${min} times the one before`
  },
}
