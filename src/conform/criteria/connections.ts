import { many } from '../../verdict/words.ts'
import { type Bounds, bounds, type Criterion } from './criterion.ts'

/** How many connections all attempts came over. */
export const connections: Criterion<Bounds> = {
  schema: bounds('How many connections all attempts of the case come over.'),
  check: ({ min = 0, max = Number.POSITIVE_INFINITY }, { calls }) => {
    const used = new Set(calls.flatMap(({ attempts }) => attempts.map(({ connection }) => connection))).size
    if (used < min) return `all came over ${many(used, 'connection')} where at least ${min} are wanted`
    return used > max ? `more than ${many(max, 'connection')} for what as many can carry` : null
  },
}
