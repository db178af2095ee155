/** How long a batch stays in each status, in milliseconds of session time. The mock's own: nothing is documented but 24h to 7d. */
export const VALIDATING_MS = 200
export const FINALIZING_MS = 200
export const CANCELLING_MS = 200

const HUNDRED_LINES_MS = 1000

/** How long this many lines take: a hundred take a second, and the more there are, the less time each takes. */
const runMs = (lines: number): number => HUNDRED_LINES_MS * Math.sqrt(lines / 100)

/** How many lines of a batch should be done so long after its creation. */
export const linesDue = (total: number, ageMs: number): number => {
  const share = (ageMs - VALIDATING_MS) / runMs(total)
  return share >= 1 ? total : Math.max(0, Math.floor(total * share))
}

/** When a batch of so many lines is complete, counted from its creation. */
export const completeAfterMs = (total: number): number => VALIDATING_MS + runMs(total) + FINALIZING_MS
