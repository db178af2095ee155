import { type EntryFilter, fits } from './entry-filter.ts'
import { type Counted, type Held, isHeld, placeAfter, seen } from './held.ts'

/** Which entries; `from` is the place of the oldest that is here, `after` and `end` are the numbers between which they are. */
interface Asked {
  readonly from: number
  readonly session: string
  readonly filter: EntryFilter
  readonly after: number
  readonly end: number
}

/** The entries of a session that fit, the newest first. Whoever walks does not wait meanwhile. */
export function* newestFirst(
  all: readonly (Counted | null)[],
  { from, session, filter, after, end }: Asked,
): Generator<Held> {
  const oldest = placeAfter(all, from, after)
  for (let i = placeAfter(all, from, end - 1) - 1; i >= oldest; i -= 1) {
    const held = all[i]
    if (isHeld(held) && held.entry.session === session && fits(held.entry, filter)) yield seen(held)
  }
}
