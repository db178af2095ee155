import { time } from '../../verdict/words.ts'
import { waitsOf } from '../observation.ts'
import { type Criterion, count, keys } from './criterion.ts'
import { earliestMs } from './earliest-ms.ts'

export interface Wait {
  readonly before: number
  readonly minMs?: number
  readonly maxMs?: number
}

const checkOne = ({ before, minMs = 0, maxMs = Number.POSITIVE_INFINITY }: Wait, waitMs: number): string | null => {
  if (waitMs < earliestMs(minMs)) return `attempt ${before} came sooner than after ${time(minMs)}`
  return waitMs > maxMs ? `attempt ${before} came later than after ${time(maxMs)}` : null
}

/** How long the client waits before an attempt, where there is one: whether there must be is for `attempts`. */
export const waits: Criterion<readonly Wait[]> = {
  schema: {
    type: 'array',
    minItems: 1,
    description: 'How long the client waits before an attempt, if it makes one.',
    items: keys(
      'The wait before one attempt, since the one before it ended.',
      {
        before: { ...count('The number of the attempt.'), minimum: 2 },
        minMs: count('At least so many milliseconds; a twentieth and 50 ms are allowed for.'),
        maxMs: count('At most so many milliseconds.'),
      },
      ['before'],
    ),
  },
  check: (wanted, { calls }) => {
    for (const wait of wanted)
      for (const call of calls) {
        const waitMs = waitsOf(call)[wait.before - 1]
        const wrong = typeof waitMs === 'number' ? checkOne(wait, waitMs) : null
        if (wrong !== null) return wrong
      }
    return null
  },
}
