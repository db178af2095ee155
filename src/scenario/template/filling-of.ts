import type { Outcome, OutcomeName } from '../../outcomes/index.ts'
import type { Asked } from '../scenario.ts'
import { fillerOf } from './templated.ts'

/** So many outcomes with the texts of requests are kept, of all scenarios together, and none whose texts have more letters. */
const MOST_KEPT = 100
const MOST_KEPT_LETTERS = 32 * 1024

// what is prepared of an outcome is found again by the outcome: the same texts in the same place give the same one
const kept = new Map<string, Outcome>()
let places = 0

/** What makes an outcome for each request, from what stands behind its key; null where it is the same for all. */
export const fillingOf = (
  name: OutcomeName,
  raw: unknown,
  outcomeOf: (raw: unknown) => Outcome,
): ((asked: Asked) => Outcome) | null => {
  const filler = fillerOf(name, raw)
  if (filler === null) return null
  places += 1
  const place = places
  return asked => {
    const { raw: said, texts, missing } = filler(asked)
    const key = JSON.stringify([place, texts, missing])
    const known = kept.get(key)
    if (known) return known
    const outcome = { ...outcomeOf(said), ...(missing.length === 0 ? {} : { missing }) }
    if (key.length > MOST_KEPT_LETTERS) return outcome
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, outcome)
    return outcome
  }
}
