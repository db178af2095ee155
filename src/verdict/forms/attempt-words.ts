import type { Attempt, JudgedCall, Verdict } from '../verdict.ts'
import { many, time } from '../words.ts'

const MOST_KINDS = 4

/** What an attempt got, in a word or two. */
export const gotOf = ({ status, flaws, endedBy }: Attempt): string => {
  const got = status === null ? (flaws.length > 0 ? '' : 'nothing') : String(status)
  const left = endedBy === 'client' && status !== 499 ? ', left' : ''
  return `${[got, ...flaws].filter(word => word !== '').join(' ')}${left}`
}

/** What was wrong with an answer, in a word; null where nothing was. */
const failureOf = ({ end, status, flaws }: Attempt): string | null => {
  if (flaws.length > 0) return flaws.join(' + ')
  if (end === 'served') return null
  return end === 'left' ? 'left' : String(status ?? 'no answer')
}

/** What went wrong on purpose, by kinds: `429 ×2, reset`. */
export const injectedIn = ({ calls }: Verdict): string => {
  const counts = new Map<string, number>()
  for (const word of calls.flatMap(({ attempts }) => attempts.flatMap(attempt => failureOf(attempt) ?? [])))
    counts.set(word, (counts.get(word) ?? 0) + 1)
  const shown = [...counts].slice(0, MOST_KINDS).map(([word, count]) => (count > 1 ? `${word} ×${count}` : word))
  return [...shown, ...(counts.size > MOST_KINDS ? ['…'] : [])].join(', ') || 'nothing'
}

/** `3 in 1 call`. */
export const attemptsIn = ({ counts }: Verdict): string =>
  counts.calls === 0 ? 'none' : `${counts.entries} in ${many(counts.calls, 'call')}`

/** A wait in as few digits as tell it. */
const short = (ms: number): string => (ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))} s` : time(Math.round(ms)))

/** The first waits between the attempts of a call: `1.02 s, 2.4 s`; a wait below 0 s began before the answer had ended. */
export const waitsOf = ({ attempts }: Pick<JudgedCall, 'attempts'>, most: number): string => {
  const waits = attempts.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs]))
  return [...waits.slice(0, most).map(short), ...(waits.length > most ? ['…'] : [])].join(', ')
}

/** Those of the call with the most attempts; `-` where there are none. */
export const longestWaitsIn = ({ calls }: Verdict, most: number): string => {
  const longest = calls.reduce((best, call) => (call.attemptCount > (best?.attemptCount ?? 1) ? call : best), calls[0])
  return longest === undefined ? '-' : waitsOf(longest, most) || '-'
}

/** How a call ended, in a word. */
export const endInWords = ({ end }: Pick<JudgedCall, 'end'>): string =>
  ({ served: 'served', retryable: 'failed', final: 'refused', luck: 'failed', left: 'client left' })[end]
