import fc from 'fast-check'
import t from 'tap'
import { compileMatch } from '#src/control/entry-match'
import { RunsOfSteps } from '#src/control/runs-of-steps'
import type { SequenceStep } from '#src/control/sequence-step'
import { inTurns } from '#src/in-turns'
import type { Entry } from '#src/journal/entry'
import { entryOf } from '../helpers/entries.ts'

interface Asked {
  readonly status: number | null
  readonly least: number | null
}

const stepOf = ({ status, least }: Asked): SequenceStep => ({
  criteria: compileMatch(status === null ? {} : { status }),
  waited: least === null ? null : { says: `waited: >=${least}`, holds: ms => ms >= least },
})

const waitedMs = (before: Entry, entry: Entry): number =>
  Math.max(0, entry.offsetMs - before.offsetMs - before.durationMs)

/** How many steps hold from one entry on, looked at one by one. */
const heldFrom = (asked: readonly Asked[], inOrder: readonly Entry[], first: number): number => {
  const broken = asked.findIndex(({ status, least }, i) => {
    const [before, entry] = [inOrder[first + i - 1], inOrder[first + i]]
    if (!entry || (status !== null && entry.status !== status)) return true
    return least !== null && (!before || waitedMs(before, entry) < least)
  })
  return broken === -1 ? asked.length : broken
}

/** The first that is whole; else of the longest the latest. */
const modelOf = (asked: readonly Asked[], entries: readonly Entry[]) => {
  const inOrder = [...entries].sort((a, b) => a.offsetMs - b.offsetMs)
  const held = inOrder.map((_, first) => heldFrom(asked, inOrder, first))
  const longest = Math.max(0, ...held)
  const first = longest === asked.length ? held.indexOf(longest) : held.lastIndexOf(longest)
  const ids = longest === 0 ? [] : inOrder.slice(first, first + longest).map(({ id }) => id)
  const placed = inOrder.map((entry, i) => {
    const before = inOrder[i - 1]
    return { id: entry.id, waitedMs: before ? waitedMs(before, entry) : null }
  })
  return { longest, ids, next: longest === 0 ? undefined : placed[first + longest], placed }
}

const anyStep = fc.record({
  status: fc.constantFrom(null, 200, 200, 429),
  least: fc.constantFrom(null, null, 5, 20),
})
const anyEntry = fc.record({
  status: fc.constantFrom(200, 200, 429, 503),
  offsetMs: fc.nat({ max: 300 }),
  durationMs: fc.nat({ max: 20 }),
})

t.test('runs are found as by looking from every entry on, in whatever pieces entries come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(
        anyStep.map(step => ({ ...step, least: null })),
        fc.array(anyStep, { maxLength: 40 }),
      ),
      fc.array(fc.array(anyEntry, { maxLength: 30 }), { maxLength: 4 }),
      async ([first, more], pieces) => {
        const asked = [first, ...more]
        const runs = new RunsOfSteps(asked.map(stepOf))
        const added: Entry[] = []
        for (const piece of pieces) {
          for (const one of piece) {
            const entry = entryOf({ ...one, id: `e${added.length}` })
            added.push(entry)
            runs.add(entry)
          }
          await inTurns(runs.workOut())
          const { longest, ids, next, placed } = modelOf(asked, added)
          const seen = [runs.longest, runs.isWhole, runs.ids, runs.next, runs.last(1000)]
          const model = [longest, longest === asked.length, ids, next, placed]
          if (JSON.stringify(seen) !== JSON.stringify(model)) return false
        }
        return true
      },
    ),
  )
})

t.test('what an entry costs does not grow with steps that are alike, and others have their turn', async t => {
  let looked = 0
  const criteria = [{ says: 'status: 200', holds: () => ++looked > 0 }]
  const never = { criteria: [{ says: 'status: 429', holds: () => false }], waited: null }
  const runs = new RunsOfSteps([...Array.from({ length: 500 }, () => ({ criteria, waited: null })), never])
  for (let i = 0; i < 10_000; i += 1) runs.add(entryOf({ id: `e${i}`, offsetMs: i }))
  t.equal(looked, 10_000)
  let rests = 0
  for (const _ of runs.workOut()) rests += 1
  t.equal(rests, 15)
  t.equal(runs.longest, 500)
  t.equal(runs.ids[0], 'e9500')
})
