import type { Session } from '../session/session.ts'
import { openJudge } from '../verdict/judge.ts'
import type { Facts, Trial, Verdict } from '../verdict/verdict.ts'
import type { ControlParts } from './control-app.ts'
import { fewAtATime } from './few-at-a-time.ts'

/** A verdict, and what it was made from besides entries: with those it can be made again. */
export interface JudgedSession extends Verdict {
  readonly trial: Trial
  readonly facts: Facts
}

/** What a verdict is made from. */
export type JudgeParts = Pick<ControlParts, 'journal' | 'clock' | 'lateness'>

/** So many entries or calls are looked at in a few milliseconds; then others may have their turn. */
const AT_ONCE = 200

const trialOf = (session: Session, strict: boolean, monotonicMs: number): Trial => {
  const { id, scenario, speed } = session
  // a jump of session time, or another speed, moves windows, and the journal does not know by how much
  const hasJumped = Math.abs(session.sessionMs(monotonicMs) - session.sinceBeganMs(monotonicMs) * speed) > 1
  const contract = hasJumped ? { ...scenario.contract, outages: [] } : scenario.contract
  return { session: id, scenario: scenario.name, contract, speed, strict }
}

/** What happened before a session of this name had to go for want of room. One that expired was over. */
const missingFrom = ({ id, origin: { lost } }: Session): readonly string[] =>
  lost.evicted === 0
    ? []
    : [
        `Session "${id}" was evicted before because there were too many sessions, with all that had happened in it: allow more with --sessions, or delete those that are done.`,
      ]

/** What whoever asks for a verdict knows beside the journal. */
export type Known = Pick<Facts, 'exitCode' | 'lost'>

const NOTHING_KNOWN: Known = { exitCode: null, lost: [] }

const factsOf = ({ journal, clock, lateness }: JudgeParts, session: Session, { exitCode, lost }: Known): Facts => {
  const nowMs = clock.monotonic()
  const { rules } = session.scenario
  return {
    evicted: journal.evicted(session.id).entries,
    lateMs: lateness.since(nowMs - session.sinceBeganMs(nowMs)).p99Ms,
    spoken: Object.fromEntries(rules.map(({ name, index }) => [name, session.counters.spoken[index] ?? 0])),
    underWay: session.underWay,
    declared: session.declarations.all(),
    exitCode,
    lost: [...lost, ...missingFrom(session)],
  }
}

/** Judges what a session has in the journal, a few entries at a time. */
export const judgeSession = async (
  parts: JudgeParts,
  session: Session,
  strict: boolean,
  known: Known = NOTHING_KNOWN,
): Promise<JudgedSession> => {
  const { journal, clock } = parts
  const trial = trialOf(session, strict, clock.monotonic())
  const judge = openJudge(trial)
  const { last } = journal
  await fewAtATime(journal.entries(session.id), AT_ONCE, ({ number, entry }) =>
    number > last ? 'stop' : judge.add(entry),
  )
  await fewAtATime(judge.settle(), AT_ONCE, () => {})
  const facts = factsOf(parts, session, known)
  return { ...judge.close(facts), trial, facts }
}
