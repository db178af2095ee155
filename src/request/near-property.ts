import { distance } from 'fastest-levenshtein'
import { seenSuggestions } from '../groq/seen-suggestions.ts'

const MOST_STEPS = 2

/**
 * The property that `did you mean` names for one that an object must not have, or null. Observed for the pairs that were seen
 * (docs/facts/groq-wire.md §1.2); inferred for all others: at most two letters off, and less than half of the name.
 */
export const nearProperty = (name: string, allowed: readonly string[]): string | null => {
  const seen = seenSuggestions.get(name)
  if (seen !== undefined && allowed.includes(seen)) return seen
  let best: { readonly name: string; readonly steps: number } | null = null
  for (const one of allowed) {
    // a long name is compared only with names that can be near to it
    if (Math.abs(one.length - name.length) > MOST_STEPS) continue
    const steps = distance(name, one)
    if (steps <= MOST_STEPS && steps * 2 < name.length && steps < (best?.steps ?? Infinity)) best = { name: one, steps }
  }
  return best?.name ?? null
}
