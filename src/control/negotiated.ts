import { weightedItems } from '../weighted-items.ts'

/** One range of an `Accept`, and how much it is wanted. */
interface Wanted {
  readonly range: string
  /** From 0, not at all, to 1. */
  readonly weight: number
}

/** A weight that can't be read is that of who gives none. */
const wantedIn = (accept: string): readonly Wanted[] =>
  weightedItems(accept)
    .filter(({ name }) => name !== '')
    .map(({ name, weight }) => ({ range: name === '*' ? '*/*' : name, weight: Math.min(1, Math.max(0, weight ?? 1)) }))

/** How closely a range names a type: 2 by its name, 1 by what is before the slash, 0 by a star; null where it does not. */
const closeness = (range: string, type: string): number | null => {
  if (range === type) return 2
  if (range === `${type.slice(0, type.indexOf('/'))}/*`) return 1
  return range === '*/*' ? 0 : null
}

/** What of the header speaks of a type. The range that names it most closely has the say. */
interface Say {
  readonly weight: number
  readonly close: number
  /** Its place in the header. */
  readonly place: number
}

const sayOf = (type: string, wanted: readonly Wanted[]): Say | null => {
  let say: Say | null = null
  for (const [place, { range, weight }] of wanted.entries()) {
    const close = closeness(range, type)
    if (close !== null && close > (say?.close ?? -1)) say = { weight, close, place }
  }
  return say
}

/**
 * Which of the types an `Accept` wants most (RFC 9110, section 12.5.1): by its weights, of equal ones the one that is named more
 * closely, then earlier. `types` are in lower case; the first of them is given to who asks for anything, or for none of them.
 */
export const negotiated = <Type extends string>(
  accept: string | undefined,
  types: readonly [Type, ...Type[]],
): Type => {
  const wanted = wantedIn(accept ?? '')
  let best: Say | null = null
  let chosen: Type = types[0]
  for (const type of types) {
    const say = sayOf(type, wanted)
    if (say === null || say.weight === 0) continue
    const isBetter =
      best === null ||
      say.weight > best.weight ||
      (say.weight === best.weight && (say.close > best.close || (say.close === best.close && say.place < best.place)))
    if (!isBetter) continue
    best = say
    chosen = type
  }
  return chosen
}
