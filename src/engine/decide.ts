import type { Attempt, Call, WrongSelection } from '../call.ts'
import { MOST_STEPS } from '../expression-size.ts'
import type { Hold } from '../limits/hold.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { Standing } from '../outcomes/standing.ts'
import type { StreamChange } from '../outcomes/stream/index.ts'
import type { HeaderChanges } from '../wire/header-list.ts'
import { askRules, type Change, type NearMiss, type Rulings } from './ask-rules.ts'
import { delayMsOf } from './delay-ms.ts'
import { drawFor } from './draw-for.ts'
import { injectedOutcome } from './injected-outcome.ts'
import { inquiry, rulesAsked } from './inquiry.ts'
import { type LimitCheck, limitCheckOf } from './limit-check.ts'
import { mergedHeaders } from './merged-headers.ts'
import { problemOf, problems } from './problems.ts'
import type { Question, SessionState } from './question.ts'
import { rateLimit } from './rate-limit.ts'
import { type RuleChange, ruleChanges } from './rule-changes.ts'
import type { Ruling } from './ruling.ts'
import { standingOf } from './standing.ts'
import { streamChange } from './stream-change.ts'
import { capacity, serviceTier } from './tier-deciders.ts'
import type { Trace } from './trace.ts'

/** What a request gets, and why. */
export interface Decision {
  readonly outcome: Outcome
  /** How long the first byte waits, in real time. */
  readonly delayMs: number
  readonly headers: HeaderChanges | null
  readonly stream: StreamChange | null
  /** The rule that decided; null where none did. */
  readonly rule: string | null
  /** Every rule that spoke, in the order of the file: those that passed, then the one that decided. */
  readonly spoke: readonly string[]
  /** What the rules that passed changed. */
  readonly ruleChanges: readonly RuleChange[]
  /** The first half of the sentence that the outcome's description ends. */
  readonly reason: string
  readonly nearMisses: readonly NearMiss[]
  /** What was looked at; null where there was nothing to look at. */
  readonly trace: Trace | null
  /** Criteria that would have taken too much work with this request, as they stand in the file: they count as not holding. */
  readonly givenUp: readonly string[]
  /** What the answer shows of limits. */
  readonly standing: Standing
  /** What the exchange gives back when it is over; null for nothing. */
  readonly hold: Hold | null
}

/** What the deciders find out, one after the other. */
interface Notes {
  rules: Trace['rules']
  rulings: Rulings
  /** Undefined until somebody asks. */
  asking: LimitCheck | null | undefined
}

const NOTHING: readonly never[] = []
const NO_RULINGS: Rulings = { decided: null, changes: NOTHING, nearMisses: NOTHING, missed: NOTHING }

type Decider = (question: Question, notes: Notes) => Ruling | null

const wrongSelection: Decider = ({ wrong }) =>
  wrong && {
    outcome: {
      kind: 'error',
      error: { status: wrong.status, message: wrong.message, type: 'invalid_request_error', code: wrong.code },
    },
    reason: wrong.says ?? 'the choice by header or base URL is not valid',
  }

const injected: Decider = ({ call: { selection } }) => {
  const { inject } = selection
  if (!inject) return null
  const outcome = injectedOutcome(inject)
  const wait =
    outcome.kind === 'error' || inject.retryAfterMs === null
      ? {}
      : { headers: { 'retry-after': String(Math.ceil(inject.retryAfterMs / 1000)) } }
  return { outcome, reason: 'header x-mock-status', ...wait }
}

const rules: Decider = (question, notes) => {
  notes.rules = rulesAsked(question)
  if (notes.rules.length === 0) return null
  notes.rulings = askRules(question, notes.rules)
  const { decided } = notes.rulings
  return decided && { outcome: decided.outcome, rule: decided.rule.name, reason: `rule ${decided.rule.name}` }
}

const problemFound: Decider = ({ problem }) => {
  if (!problem) return null
  const { name, ...told } = problem
  const { says, error } = problems[name]
  // an error that is the same for every request is prepared once
  const own = problem.message === undefined && problem.variant === undefined
  return { outcome: { kind: 'error', error: own ? error : { ...error, ...told } }, reason: says }
}

/** How the limits stand for a request; looked up once. */
const asked = (question: Question, notes: Notes): LimitCheck | null => {
  if (notes.asking === undefined) notes.asking = limitCheckOf(question)
  return notes.asking
}

const limits: readonly Decider[] = [rateLimit, serviceTier, capacity].map(
  decider => (question, notes) => decider(asked(question, notes), question),
)

const SUCCESS: Ruling = { outcome: { kind: 'complete', complete: {} }, reason: 'no rule spoke' }
const NO_RULE_DECIDED: Ruling = { ...SUCCESS, reason: 'no rule decided' }

const success: Decider = (_, { rulings }) => (rulings.changes.length === 0 ? SUCCESS : NO_RULE_DECIDED)

/** Who is asked, in this order; the first that speaks decides. */
const deciders: readonly Decider[] = [wrongSelection, injected, rules, problemFound, ...limits, success]
const forInquiries: readonly Decider[] = [rules, inquiry]

const delayOf = (changes: readonly Change[], question: Question): number => {
  const nearest = changes.findLast(({ modifiers }) => modifiers.delay !== null)
  const delay = nearest?.modifiers.delay
  return nearest && delay ? delayMsOf(delay, () => drawFor(question, nearest.rule, 'delay', delay), question.others) : 0
}

const traceOf = ({ rules, rulings: { missed }, asking }: Notes, { draws }: Question): Trace | null => {
  const limits = asking?.account ? asking.readings : null
  return missed.length === 0 && draws.length === 0 && limits === null ? null : { rules, missed, draws, limits }
}

const spokeOf = ({ rules, rulings: { missed } }: Notes): readonly string[] =>
  missed.includes(null) ? rules.flatMap(({ name }, i) => (missed[i] === null ? name : [])) : NOTHING

/** Whether limits have a say: not where the request was refused before anybody asked for them. */
const isOfApi = ({ wrong, problem }: Question, { outcome }: Ruling): boolean =>
  wrong === null && (problem === null || outcome.kind === 'complete')

const finish = (ruling: Ruling, notes: Notes, question: Question): Decision => {
  const { changes, nearMisses } = notes.rulings
  // what the mock itself answers, or the edge, does not have the delays of the API
  const ofApi = question.wrong === null && !question.call.inquiry
  const all = ofApi ? [{ rule: null, modifiers: question.session.scenario.api.modifiers }, ...changes] : changes
  const delayMs = delayOf(all, question)
  const stream = streamChange(all, question)
  const asking = isOfApi(question, ruling) ? asked(question, notes) : null
  const headers = mergedHeaders(all, ruling)
  const passed = ruleChanges(all, ruling, ruling.headers ?? null)
  // last: nobody could give back what is taken before something else fails
  const { standing, hold } = standingOf(question, asking, ruling)
  return {
    outcome: ruling.outcome,
    delayMs,
    headers,
    stream,
    rule: ruling.rule ?? null,
    spoke: spokeOf(notes),
    ruleChanges: passed,
    reason: ruling.reason,
    nearMisses,
    trace: traceOf(notes, question),
    givenUp: question.effort.givenUp,
    standing,
    hold,
  }
}

/**
 * What this request gets at this moment of session time. Pure but for the counters of the session that is handed in;
 * those do not move where the choice of the client itself was wrong.
 */
export const decide = (
  call: Call,
  attempt: Attempt,
  session: SessionState,
  wrong: WrongSelection | null,
  sessionMs: number,
): Decision => {
  const question: Question = {
    call,
    attempt,
    session,
    wrong,
    problem: problemOf(call, session.scenario.api, session.resources),
    sessionMs,
    // a preflight is not counted among them
    others: Math.max(0, session.underWay - (call.inquiry ? 0 : 1)),
    draws: [],
    effort: { stepsLeft: MOST_STEPS, givenUp: [] },
  }
  const notes: Notes = { rules: NOTHING, rulings: NO_RULINGS, asking: undefined }
  if (!wrong && !call.inquiry) session.counters.asked += 1
  for (const decider of call.inquiry ? forInquiries : deciders) {
    const ruling = decider(question, notes)
    if (ruling) return finish(ruling, notes, question)
  }
  // the last decider always speaks
  return finish(SUCCESS, notes, question)
}
