import type { Entry } from '../journal/entry.ts'
import { lineOf, shortMs } from '../journal/line.ts'
import type { EntryCriterion } from './entry-match.ts'
import { RunsOfSteps } from './runs-of-steps.ts'
import { expectedBy, missedBy, type SequenceStep } from './sequence-step.ts'
import { MOST_SEEN, type Verified, type Verifier } from './verifier.ts'

/** Entries that should come one right after the other, among those that have all of the criteria. */
export interface SequenceOrder {
  readonly criteria: readonly EntryCriterion[]
  readonly steps: readonly SequenceStep[]
}

type Find = (id: string) => Entry | undefined

const brokenAt = (runs: RunsOfSteps, steps: readonly SequenceStep[], find: Find): string => {
  const step = steps[runs.longest]
  if (!step) return ''
  const expected = `step ${runs.longest + 1} expects ${expectedBy(step)}`
  if (runs.longest === 0) return `${expected}, and no entry is so`
  const { next } = runs
  if (!next) return `${expected}, and nothing came after ${runs.ids.at(-1)}`
  const entry = find(next.id)
  if (!entry) return `${expected}; ${next.id}, which came instead, is not in the journal any more`
  const wait = next.waitedMs === null ? '' : ` (it came after ${shortMs(next.waitedMs)})`
  return `${expected}; of ${next.id} this does not hold: ${missedBy(step, entry, next.waitedMs)}${wait}`
}

const lastLines = (runs: RunsOfSteps, find: Find): readonly string[] =>
  runs.last(MOST_SEEN).flatMap(({ id, waitedMs }) => {
    const entry = find(id)
    return entry ? [`${id}: ${lineOf(entry)}${waitedMs === null ? '' : `; waited ${shortMs(waitedMs)}`}`] : []
  })

const followed = ({ criteria, steps }: SequenceOrder): Verified => {
  const runs = new RunsOfSteps(steps)
  return {
    effort: criteria.length + runs.matches,
    add: entry => {
      if (criteria.every(({ holds }) => holds(entry))) runs.add(entry)
    },
    workOut: () => runs.workOut(),
    isSettled: () => runs.isWhole,
    isMet: () => runs.isWhole,
    found: () => ({ count: runs.longest, entries: runs.ids }),
    missed: (_, find) => ({
      message: `${runs.longest} of ${steps.length} steps hold in a row: ${brokenAt(runs, steps, find)}.`,
      expected: steps.map(expectedBy),
      seen: lastLines(runs, find),
    }),
  }
}

/** Whether entries came one right after the other as they should, in the order in which their requests came. */
export const verifySequence =
  (order: SequenceOrder): Verifier =>
  () =>
    followed(order)
