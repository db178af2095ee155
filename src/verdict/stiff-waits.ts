import type { CallRecord } from './call-record.ts'
import type { Sighting } from './finding-kind.ts'
import { median, shareWithin } from './statistics.ts'
import { unmixed } from './unmixed.ts'
import type { Wait } from './waits.ts'
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
  readonly waits: Wait[]
}

const isStiff = (ms: readonly number[]): boolean => {
  const middle = median(ms)
  return (
    ms.length >= LEAST_WAITS &&
    middle >= SHORTEST_MS &&
    shareWithin(ms, WINDOW_MS + WINDOW_SHARE * middle) >= TOGETHER_SHARE
  )
}

const sightingOf = (
  severity: Sighting['severity'],
  what: string,
  waits: readonly Wait[],
  ms: readonly number[],
): Sighting => ({
  severity,
  certainty: waits.every(({ after }) => after.certainty === 'certain') ? 'certain' : 'inferred',
  sentence: `${many(ms.length, 'time')} the client waited ${what} for the same time: ${time(median(ms))}, within ${time(WINDOW_MS + WINDOW_SHARE * median(ms))}.`,
  evidence: waits.slice(0, 10).map(({ after }) => after),
  call: null,
})

/** Waits of many calls that can be told apart by nothing but luck, and that no luck made. `keyOf` gives null for waits that do not count. */
export const stiffWaits = (keyOf: (wait: Wait) => { readonly key: string; readonly what: string } | null) => {
  const groups = new Map<string, Group>()
  let count = 0
  const note = (wait: Wait): void => {
    const found = keyOf(wait)
    if (found === null || count >= MOST_WAITS) return
    count += 1
    const group = groups.get(found.key) ?? { what: found.what, waits: [] }
    groups.set(found.key, group)
    group.waits.push(wait)
  }
  return {
    call: (call: CallRecord): null => {
      call.waits.forEach(note)
      return null
    },
    close: (severity: Sighting['severity']): readonly Sighting[] =>
      [...groups.values()].flatMap(({ what, waits }) => {
        const sure = unmixed(waits)
        const ms = sure.map(wait => wait.ms)
        return isStiff(ms) ? [sightingOf(severity, what, sure, ms)] : []
      }),
  }
}
