import type { CallRecord } from '../call-record.ts'
import { median, shareWithin } from '../statistics.ts'
import { longestToldMs } from '../told-wait.ts'
import { unmixed } from '../unmixed.ts'
import type { Attempt } from '../verdict.ts'
import type { Wait } from '../waits.ts'
import { many, time } from '../words.ts'
import { broken, brokenBy, type ExpectationKind, holds, unknown, unseen } from './expectation-kind.ts'

/** Came back no earlier than it was told. */
export const honoursRetryAfter: ExpectationKind<'honoursRetryAfter'> = () => {
  let told = 0
  return {
    call: ({ attempts }) => {
      told += attempts.filter(attempt => longestToldMs(attempt) > 0).length
    },
    close: closing =>
      brokenBy('retry-after-ignored', closing) ??
      (told > 0
        ? holds(`${many(told, 'answer')} told a wait, and none was ignored.`)
        : unseen('no answer told a wait.')),
  }
}

const MOST_WAITS = 10_000

/** Waits that no answer told, by their number in the call. */
const chosenWaits = () => {
  const chosen: Wait[] = []
  return {
    byNumber: (): ReadonlyMap<number, { readonly ms: number[]; readonly first: Attempt }> => {
      const byNumber = new Map<number, { readonly ms: number[]; readonly first: Attempt }>()
      for (const { number, ms, after } of unmixed(chosen)) {
        const waits = byNumber.get(number)
        if (waits) waits.ms.push(ms)
        else byNumber.set(number, { ms: [ms], first: after })
      }
      return byNumber
    },
    call: (call: CallRecord): void => {
      for (const wait of call.waits) if (!wait.isRuled && chosen.length < MOST_WAITS) chosen.push(wait)
    },
  }
}

/** Random waits of one call may shrink: of so few nobody can tell. */
const ENOUGH_WAITS = 5
/** What waits may grow less than expected: they are measured, and part of them is random. */
const TOLERANCE = 0.9

/** Waits grow by this factor from one to the next, in the median over calls. */
export const backoffGrowth: ExpectationKind<'backoff.growth'> = growth => {
  const { byNumber, call } = chosenWaits()
  return {
    call,
    close: () => {
      const numbers = [...byNumber()].sort(([a], [b]) => a - b)
      const [first, last] = [numbers[0], numbers.at(-1)]
      if (!first || !last || first[0] === last[0]) return unseen('no call waited twice by its own choice.')
      const [from, to] = [median(first[1].ms), median(last[1].ms)]
      const seen = (to / Math.max(1, from)) ** (1 / (last[0] - first[0]))
      const sentence = `waits went from ${time(from)} to ${time(to)} in ${many(last[0] - first[0], 'step')}, by a factor of ${seen.toFixed(2)} each.`
      if (seen >= growth * TOLERANCE) return holds(sentence)
      const isEnough = Math.min(first[1].ms.length, last[1].ms.length) >= ENOUGH_WAITS
      return isEnough ? broken(sentence, [first[1].first, last[1].first]) : unknown(`too few waits: ${sentence}`)
    },
  }
}

/** So many of them within so little: timers, no luck (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
const MOST_TOGETHER = 0.8
const TOGETHER_MS = 25
const TOGETHER_SHARE = 0.01

/** Equal waits differ from call to call. */
export const jitter: ExpectationKind<'jitter'> = () => {
  const { byNumber, call } = chosenWaits()
  return {
    call,
    close: () => {
      const enough = [...byNumber().values()].filter(({ ms }) => ms.length >= ENOUGH_WAITS)
      if (enough.length === 0)
        return unknown(`fewer than ${ENOUGH_WAITS} calls waited by their own choice; make more calls.`)
      const stiff = enough.find(({ ms }) => shareWithin(ms, TOGETHER_MS + TOGETHER_SHARE * median(ms)) >= MOST_TOGETHER)
      return stiff
        ? broken(`${many(stiff.ms.length, 'call')} waited the same: ${time(median(stiff.ms))}.`, [stiff.first])
        : holds('Waits differ from call to call.')
    },
  }
}
