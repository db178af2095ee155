import type { Entry } from './entry.ts'
import type { Held, Page } from './held.ts'

/** The first entries of a walk, and where the next page goes on. */
export const pageOf = (walk: Iterable<Held>, limit: number | undefined, evicted: number): Page => {
  const entries: Entry[] = []
  let more = false
  for (const { entry } of walk) {
    more = entries.length >= (limit ?? Number.POSITIVE_INFINITY)
    if (more) break
    entries.push(entry)
  }
  return { entries, next: more ? (entries.at(-1)?.id ?? null) : null, evicted }
}
