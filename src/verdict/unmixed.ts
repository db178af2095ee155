import type { Wait } from './waits.ts'

const startOf = ({ before }: Wait): number => before.endedMs
const endOf = ({ after }: Wait): number => after.startedMs

/**
 * Waits that belong to their call for sure. Of equal calls that wait at the same time, the one that failed first is given the
 * request that comes first (docs/design.md, "Calls and attempts"), which makes their waits more alike than they were.
 */
export const unmixed = (waits: readonly Wait[]): readonly Wait[] => {
  const mixed = new Set<Wait>()
  /** Of each fingerprint, the wait that lasts longest of those that began so far. */
  const longest = new Map<string, Wait>()
  for (const wait of [...waits].sort((a, b) => startOf(a) - startOf(b))) {
    const { fingerprint } = wait.after
    const other = longest.get(fingerprint)
    if (other && endOf(other) > startOf(wait)) {
      mixed.add(other)
      mixed.add(wait)
    }
    if (!other || endOf(wait) > endOf(other)) longest.set(fingerprint, wait)
  }
  return waits.filter(wait => !mixed.has(wait))
}
