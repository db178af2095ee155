import { time } from '../../verdict/words.ts'
import { waitsOf } from '../observation.ts'
import { type Criterion, count, keys } from './criterion.ts'

/** How far apart the waits of many calls are, so that they do not come back together. */
export const spread: Criterion<{ readonly before: number; readonly minMs: number }> = {
  schema: keys(
    'How far apart the waits of all calls before one attempt are.',
    {
      before: { ...count('The number of the attempt.'), minimum: 2 },
      minMs: count('From the shortest to the longest at least so many milliseconds.'),
    },
    ['before', 'minMs'],
  ),
  check: ({ before, minMs }, { calls }) => {
    const all = calls.map(call => waitsOf(call)[before - 1]).filter(wait => typeof wait === 'number')
    if (all.length < 2) return `too few calls came to attempt ${before}`
    return Math.max(...all) - Math.min(...all) < minMs
      ? `the waits before attempt ${before} of ${all.length} calls lie within ${time(minMs)}`
      : null
  },
}
