import type { FindingKind } from '../finding-kind.ts'
import { many } from '../words.ts'

/** Less says nothing. */
const LEAST_PEAK = 4
const LEAST_REQUESTS = 10
/** At most half of what it was. */
const FALL = 0.5
/** How long after the pressure began. */
const WINDOW_MS = 60_000

const PRESSURE = new Set([429, 498, 503])

/** Praise: under pressure the client had fewer requests open at once. */
export const adapted: FindingKind = {
  id: 'adapted',
  basis: 'Site Reliability Engineering, chapter 21 "Handling Overload", client-side throttling',
  change: 'Nothing: this is what a good client does.',
  watch: () => {
    let firstMs = Number.POSITIVE_INFINITY
    return {
      call: ({ attempts }) => {
        for (const { status, endedMs } of attempts) if (PRESSURE.has(status ?? 0)) firstMs = Math.min(firstMs, endedMs)
        return null
      },
      close: ({ spans }) => {
        if (firstMs === Number.POSITIVE_INFINITY) return []
        // a server that answers faster has fewer open by itself: they count as if it had not
        const after = spans.peak(firstMs, firstMs + WINDOW_MS, spans.usualMs(firstMs))
        const before = spans.peak(0, firstMs)
        const isLess = before >= LEAST_PEAK && after <= before * FALL
        if (!isLess || spans.count(firstMs, firstMs + WINDOW_MS) < LEAST_REQUESTS) return []
        return [
          {
            severity: 'INFO',
            certainty: 'inferred',
            sentence: `When it was refused, the client went from ${many(before, 'request')} at once to ${after}.`,
            evidence: [],
            call: null,
          },
        ]
      },
    }
  },
}
