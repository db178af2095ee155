import type { CallRecord } from './call-record.ts'
import type { Sighting } from './finding-kind.ts'
import { median, shareWithin } from './statistics.ts'
import type { Attempt } from './verdict.ts'
import { type Wait, waitsOf } from './waits.ts'
import { many, time } from './words.ts'

/** Fewer are together by chance: twelve random waits are, in less than one run of a million. */
const LEAST_WAITS = 12
/** Timers of a busy machine spread shorter waits by as much as a random part would. */
const SHORTEST_MS = 200
/** As AWS measured it, full jitter spreads over the whole wait; what is within so little is no jitter but timers. */
const TOGETHER_SHARE = 0.8
const WINDOW_MS = 25
const WINDOW_SHARE = 0.01
const MOST_WAITS = 10_000

interface Group {
  readonly what: string
  readonly ms: number[]
  readonly evidence: Attempt[]
}

const isStiff = ({ ms }: Group): boolean => {
  const middle = median(ms)
  return (
    ms.length >= LEAST_WAITS &&
    middle >= SHORTEST_MS &&
    shareWithin(ms, WINDOW_MS + WINDOW_SHARE * middle) >= TOGETHER_SHARE
  )
}

/** Waits of many calls that can be told apart by nothing but luck, and that no luck made. `keyOf` gives null for waits that do not count. */
export const stiffWaits = (keyOf: (wait: Wait) => { readonly key: string; readonly what: string } | null) => {
  const groups = new Map<string, Group>()
  let count = 0
  const note = (wait: Wait): void => {
    const found = keyOf(wait)
    if (found === null || count >= MOST_WAITS) return
    count += 1
    const group = groups.get(found.key) ?? { what: found.what, ms: [], evidence: [] }
    groups.set(found.key, group)
    group.ms.push(wait.ms)
    if (group.evidence.length < 10) group.evidence.push(wait.after)
  }
  return {
    call: (call: CallRecord): null => {
      waitsOf(call).forEach(note)
      return null
    },
    close: (severity: Sighting['severity']): readonly Sighting[] =>
      [...groups.values()].filter(isStiff).map(({ what, ms, evidence }) => ({
        severity,
        certainty: evidence.every(({ certainty }) => certainty === 'certain') ? 'certain' : 'inferred',
        sentence: `${many(ms.length, 'time')} the client waited ${what} for the same time: ${time(median(ms))}, within ${time(WINDOW_MS + WINDOW_SHARE * median(ms))}.`,
        evidence,
        call: null,
      })),
  }
}
