import { distance } from 'fastest-levenshtein'

const LONGEST = 100

/** The name that was probably meant, or null where none is near. Case does not count. */
export const nearest = (seen: string, names: readonly string[]): string | null => {
  if (seen.length > LONGEST) return null
  let best: { readonly name: string; readonly steps: number } | null = null
  for (const name of names) {
    const steps = distance(seen.toLowerCase(), name.toLowerCase())
    if (steps <= Math.max(2, Math.floor(name.length / 3)) && steps < (best?.steps ?? Infinity)) best = { name, steps }
  }
  return best?.name ?? null
}

const MOST = 20

/** The names as a list: all where they are few, else the twenty nearest, and how many more there are. */
export const someOf = (seen: string, names: readonly string[]): string => {
  if (names.length <= MOST) return names.join(', ')
  const near = seen.slice(0, LONGEST).toLowerCase()
  const shown = names
    .map(name => ({ name, steps: distance(near, name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, MOST)
    .map(({ name }) => name)
  return `${shown.join(', ')} and ${names.length - MOST} more`
}

/** `Did you mean "x"?` or, where nothing is near, the list of what there is. */
export const suggest = (seen: string, names: readonly string[]): string => {
  const found = nearest(seen, names)
  return found ? `Did you mean "${found}"?` : `Possible: ${someOf(seen, names)}.`
}
