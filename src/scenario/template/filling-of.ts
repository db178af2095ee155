import type { Outcome, OutcomeName } from '../../outcomes/index.ts'
import type { Asked } from '../scenario.ts'
import { fillerOf } from './templated.ts'

/** So many outcomes with the texts of requests are kept of each place of a scenario. */
const MOST_KEPT = 8

/** What makes an outcome for each request, from what stands behind its key; null where it is the same for all. */
export const fillingOf = (
  name: OutcomeName,
  raw: unknown,
  outcomeOf: (raw: unknown) => Outcome,
): ((asked: Asked) => Outcome) | null => {
  const filler = fillerOf(name, raw)
  if (filler === null) return null
  // what is prepared of an outcome is found again by the outcome: the same texts give the same one
  const known = new Map<string, Outcome>()
  return asked => {
    const { raw: said, texts, missing } = filler(asked)
    const key = JSON.stringify([texts, missing])
    const outcome = known.get(key) ?? { ...outcomeOf(said), ...(missing.length === 0 ? {} : { missing }) }
    if (known.size >= MOST_KEPT) known.clear()
    known.set(key, outcome)
    return outcome
  }
}
