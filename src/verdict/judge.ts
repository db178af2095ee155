import type { Entry } from '../journal/entry.ts'
import { attemptOf } from './attempt.ts'
import { CostSum } from './cost-sum.ts'
import { expectationsOf } from './expectations/index.ts'
import { findingKinds } from './findings/index.ts'
import { KeptCalls } from './kept-calls.ts'
import { OpenCalls } from './open-calls.ts'
import { doubtsOf, failuresOf } from './reasons.ts'
import { RunBook } from './run-book.ts'
import { Tally } from './tally.ts'
import type { Facts, Trial, Verdict } from './verdict.ts'

/** Judges a run, entry by entry. */
export interface Judge {
  /** In the order in which they ended, or any other: entries of different calls may come mixed. */
  add(entry: Entry): void
  /** No more entries come. */
  close(facts: Facts): Verdict
}

/** A line of a batch, or a question before a request, is nothing that a client retries. */
const isOfACall = ({ call, batch, endpoint, attempt }: Entry): boolean =>
  call !== 'none' && batch === null && attempt > 0 && !(endpoint === null && attempt === 0)

/** Begins a verdict. It holds calls that are not over, and of all else a bounded part. */
export const openJudge = (trial: Trial): Judge => {
  const tallies = findingKinds.map(kind => new Tally(kind, trial))
  const expectations = expectationsOf(trial)
  const book = new RunBook()
  const costs = new CostSum()
  const kept = new KeptCalls()
  const spoken = new Map<string, number>()
  let entries = 0

  const calls = new OpenCalls(call => {
    costs.call(call)
    expectations.call(call)
    kept.add(
      call,
      tallies.flatMap(tally => (tally.call(call) ? tally.id : [])),
    )
  })

  return {
    add: entry => {
      entries += 1
      for (const rule of entry.rules) spoken.set(rule, (spoken.get(rule) ?? 0) + 1)
      if (!isOfACall(entry)) return
      book.add(entry, attemptOf(entry))
      calls.add(entry)
    },
    close: facts => {
      calls.close()
      const run = book.run(facts)
      const found = tallies.flatMap(tally => {
        const closed = tally.close(run)
        for (const id of closed?.calls ?? []) kept.mark(id, tally.id)
        return closed ? [closed.finding] : []
      })
      const sum = costs.sum()
      const held = expectations.close({ run, found, costs: sum, spoken: facts.spoken ?? Object.fromEntries(spoken) })
      const failures = failuresOf(found, held, trial.strict)
      const doubts = doubtsOf({ calls: costs.calls, cutShort: calls.cutShort, facts, found, expectations: held })
      const shown = kept.judged(run.declaredOf)
      return {
        result: failures.length > 0 ? 'FAIL' : doubts.length > 0 ? 'INCONCLUSIVE' : 'PASS',
        session: trial.session,
        scenario: trial.scenario,
        reasons: [...failures, ...doubts],
        findings: found,
        expectations: held,
        calls: shown,
        counts: { entries, calls: costs.calls, callsLeftOut: costs.calls - shown.length },
        costs: sum,
        lateMs: facts.lateMs,
      }
    },
  }
}
