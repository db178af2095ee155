import type { Attempt, Verdict } from '../../verdict/verdict.ts'
import { many, time } from '../../verdict/words.ts'
import type { Drilled } from '../drilled.ts'
import { exitWords } from '../exit.ts'

/** A scenario of a drill, as a row of a table. */
export interface Cells {
  readonly scenario: string
  /** What went wrong on purpose: `429 ×2, reset`. */
  readonly injected: string
  /** `3 in 1 call`. */
  readonly attempts: string
  /** Of the call with the most attempts: `1.02 s, 2.4 s`. */
  readonly waits: string
  readonly exit: string
  readonly verdict: Verdict['result']
}

export const columns = ['scenario', 'injected', 'attempts', 'waits', 'exit', 'verdict'] as const

const MOST_KINDS = 4
const MOST_WAITS = 4

/** What was wrong with an answer, in a word; null where nothing was. */
export const failureOf = ({ end, status, flaws }: Attempt): string | null => {
  if (flaws.length > 0) return flaws.join(' + ')
  if (end === 'served') return null
  return end === 'left' ? 'left' : String(status ?? 'no answer')
}

const counted = (words: readonly string[], most: number): string => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const shown = [...counts].slice(0, most).map(([word, count]) => (count > 1 ? `${word} ×${count}` : word))
  return [...shown, ...(counts.size > most ? ['…'] : [])].join(', ')
}

/** A wait in as few digits as tell it. */
const short = (ms: number): string => (ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))} s` : time(Math.round(ms)))

const waitsIn = ({ calls }: Verdict): string => {
  const longest = calls.reduce((most, call) => (call.attemptCount > (most?.attemptCount ?? 1) ? call : most), calls[0])
  const waits = longest?.attempts.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs])) ?? []
  const shown = waits.slice(0, MOST_WAITS).map(short)
  return [...shown, ...(waits.length > shown.length ? ['…'] : [])].join(', ')
}

/** The row of a scenario. */
export const cellsOf = ({ scenario, client, verdict }: Drilled): Cells => {
  const { counts, calls, result } = verdict
  const failures = calls.flatMap(({ attempts }) => attempts.flatMap(attempt => failureOf(attempt) ?? []))
  return {
    scenario,
    injected: counted(failures, MOST_KINDS) || 'nothing',
    attempts: counts.calls === 0 ? 'none' : `${counts.entries} in ${many(counts.calls, 'call')}`,
    waits: waitsIn(verdict) || '-',
    exit: exitWords(client),
    verdict: result,
  }
}
