import type { Entry } from '../journal/entry.ts'
import { lineOf, shortMs } from '../journal/line.ts'
import type { EntryCriterion } from './entry-match.ts'
import { type Found, MOST_SEEN, type Verified, type Verifier } from './verifier.ts'
import type { Waited } from './waited.ts'

/** One entry of a sequence: what holds of it, and how long the client waited before it. */
export interface SequenceStep {
  readonly criteria: readonly EntryCriterion[]
  /** Null: as long as it likes. */
  readonly waited: { readonly says: string; readonly holds: Waited } | null
}

/** Entries that should come one right after the other, among those that have all of the criteria. */
export interface SequenceOrder {
  readonly criteria: readonly EntryCriterion[]
  readonly steps: readonly SequenceStep[]
}

/** How long nobody asked anything between the end of an answer and a request; 0 where they overlap. */
const waitedMs = (before: Entry, { offsetMs }: Entry): number =>
  Math.max(0, offsetMs - before.offsetMs - before.durationMs)

const missedIn = ({ criteria, waited }: SequenceStep, entry: Entry, before: Entry | null): readonly string[] => [
  ...criteria.filter(({ holds }) => !holds(entry)).map(({ says }) => says),
  ...(waited === null || (before !== null && waited.holds(waitedMs(before, entry))) ? [] : [waited.says]),
]

/** How many steps hold from one entry on. */
const heldFrom = (steps: readonly SequenceStep[], inOrder: readonly Entry[], first: number): number => {
  const broken = steps.findIndex((step, i) => {
    const entry = inOrder[first + i]
    return !entry || missedIn(step, entry, i === 0 ? null : (inOrder[first + i - 1] ?? null)).length > 0
  })
  return broken === -1 ? steps.length : broken
}

/** Where most steps hold; of equals the latest. */
const longest = (steps: readonly SequenceStep[], inOrder: readonly Entry[]): { first: number; held: number } => {
  let best = { first: 0, held: 0 }
  for (const first of inOrder.keys()) {
    const held = heldFrom(steps, inOrder, first)
    if (held > 0 && held >= best.held) best = { first, held }
    if (held === steps.length) break
  }
  return best
}

/** Puts an entry behind those that came before it: entries are journaled when their answers end. */
const insert = (inOrder: Entry[], entry: Entry): number => {
  let at = inOrder.length
  while (at > 0 && (inOrder[at - 1]?.offsetMs ?? 0) > entry.offsetMs) at -= 1
  inOrder.splice(at, 0, entry)
  return at
}

const followed = ({ criteria, steps }: SequenceOrder): Verified => {
  const inOrder: Entry[] = []
  let isMet = false
  const found = (): Found => {
    const { first, held } = longest(steps, inOrder)
    return { count: held, entries: inOrder.slice(first, first + held).map(({ id }) => id) }
  }
  return {
    add: entry => {
      if (!criteria.every(({ holds }) => holds(entry))) return
      const at = insert(inOrder, entry)
      // only what goes through the new one can have become whole
      for (let first = Math.max(0, at - steps.length + 1); first <= at && !isMet; first += 1)
        isMet = heldFrom(steps, inOrder, first) === steps.length
    },
    isSettled: () => isMet,
    isMet: () => found().count === steps.length,
    found,
  }
}

const says = ({ criteria, waited }: SequenceStep): string =>
  [...criteria.map(one => one.says), ...(waited === null ? [] : [waited.says])].join(', ') || 'any entry'

const brokenAt = ({ steps }: SequenceOrder, inOrder: readonly Entry[]): string => {
  const { first, held } = longest(steps, inOrder)
  const step = steps[held]
  if (!step) return ''
  const [before, entry] = [inOrder[first + held - 1] ?? null, inOrder[first + held]]
  const expected = `step ${held + 1} expects ${says(step)}`
  if (held === 0) return `${expected}, and no entry is so`
  if (!entry) return `${expected}, and nothing came after ${before?.id}`
  const wait = before === null ? '' : ` (it came after ${shortMs(waitedMs(before, entry))})`
  return `${expected}; of ${entry.id} this does not hold: ${missedIn(step, entry, before).join(', ')}${wait}`
}

const lastLines = (inOrder: readonly Entry[]): readonly string[] =>
  inOrder
    .map((entry, i) => {
      const before = inOrder[i - 1]
      const wait = before ? `; waited ${shortMs(waitedMs(before, entry))}` : ''
      return `${entry.id}: ${lineOf(entry)}${wait}`
    })
    .slice(-MOST_SEEN)

/** Whether entries came one right after the other as they should, in the order in which their requests came. */
export const verifySequence = (order: SequenceOrder): Verifier => ({
  open: () => followed(order),
  missed: (entries, { count }) => {
    const inOrder: Entry[] = []
    for (const entry of entries) if (order.criteria.every(({ holds }) => holds(entry))) insert(inOrder, entry)
    return {
      message: `${count} of ${order.steps.length} steps hold in a row: ${brokenAt(order, inOrder)}.`,
      expected: order.steps.map(says),
      seen: lastLines(inOrder),
    }
  },
})
