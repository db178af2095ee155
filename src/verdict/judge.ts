import type { FindingId } from '../contract.ts'
import type { Entry } from '../journal/entry.ts'
import { attemptOf } from './attempt.ts'
import type { CallRecord } from './call-record.ts'
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
  /** No more entries come: settles the calls that are open, one at each step, for whoever may not be busy for long. */
  settle(): Iterable<void>
  /** Settles what is left, and gives the verdict. */
  close(facts: Facts): Verdict
}

/** A line of a batch, or a question before a request, is nothing that a client retries. */
const isOfACall = ({ call, batch, endpoint, attempt }: Entry): boolean =>
  call !== 'none' && batch === null && attempt > 0 && !(endpoint === null && attempt === 0)

/** One attempt, and nothing wrong with its answer. */
const wasServedAtOnce = ({ count, first }: CallRecord): boolean =>
  count === 1 && first.end === 'served' && first.flaws.length === 0

/** Begins a verdict. It holds calls that are not over, and of all else a bounded part. */
export const openJudge = (trial: Trial): Judge => {
  const tallies = findingKinds.map(kind => new Tally(kind, trial))
  const modest = tallies.filter(({ looksAtAll }) => looksAtAll)
  const expectations = expectationsOf(trial)
  const book = new RunBook()
  const costs = new CostSum()
  const kept = new KeptCalls()
  const spoken = new Map<string, number>()
  let entries = 0

  const calls = new OpenCalls(call => {
    costs.call(call)
    expectations.call(call)
    const found: FindingId[] = []
    for (const tally of wasServedAtOnce(call) ? modest : tallies) if (tally.call(call)) found.push(tally.id)
    kept.add(call, found)
  })

  return {
    add: entry => {
      entries += 1
      for (const rule of entry.rules) spoken.set(rule, (spoken.get(rule) ?? 0) + 1)
      if (!isOfACall(entry)) return
      const attempt = attemptOf(entry)
      book.add(entry, attempt)
      calls.add(entry, attempt)
    },
    settle: () => calls.ends(),
    close: facts => {
      for (const _ of calls.ends());
      const run = book.run(facts)
      const found = tallies.flatMap(tally => {
        const closed = tally.close(run)
        for (const id of closed?.calls ?? []) kept.mark(id, tally.id)
        return closed ? [closed.finding] : []
      })
      const sum = costs.sum()
      const held = expectations.close({
        run,
        calls: costs.calls,
        found,
        costs: sum,
        spoken: facts.spoken ?? Object.fromEntries(spoken),
      })
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
