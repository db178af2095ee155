import type { Attempt, Call, Injection, WrongSelection } from '../call.ts'
import type { Outcome } from '../outcomes/index.ts'
import type { HeaderChanges } from '../outcomes/performance.ts'
import type { Modifiers } from '../scenario/scenario.ts'
import { problemOf, problems } from './problems.ts'
import type { Question, SessionState } from './question.ts'
import { askRules, type NearMiss } from './rules.ts'

/** What a request gets, and why. */
export interface Decision {
  readonly outcome: Outcome
  /** How long the first byte waits, in real time. */
  readonly delayMs: number
  readonly headers: HeaderChanges | null
  /** The rule that decided; null where none did. */
  readonly rule: string | null
  /** The first half of the sentence that the outcome's description ends. */
  readonly reason: string
  readonly nearMisses: readonly NearMiss[]
}

/** What one decider says: the decision without what rules changed on the way. */
interface Ruling {
  readonly outcome: Outcome
  readonly reason: string
  readonly rule?: string
  /** Changes of the ruling's own, the nearest of all. */
  readonly headers?: HeaderChanges
}

/** What is learnt on the way down the list of deciders. */
interface Notes {
  modifiers: readonly Modifiers[]
  nearMisses: readonly NearMiss[]
}

type Decider = (question: Question, notes: Notes) => Ruling | null

const wrongSelection: Decider = ({ wrong }) =>
  wrong && {
    outcome: {
      kind: 'error',
      error: { status: wrong.status, message: wrong.message, type: 'invalid_request_error', code: wrong.code },
    },
    reason: 'what the client chose is not there',
  }

const injectedOutcome = ({ status, variant, retryAfterMs }: Injection): Outcome => {
  if (status === 200) return { kind: 'complete', complete: {} }
  if (status === 206) return { kind: 'reply', reply: { status, headers: {}, body: null } }
  return {
    kind: 'error',
    error: { status, ...(variant === null ? {} : { variant }), ...(retryAfterMs === null ? {} : { retryAfterMs }) },
  }
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
  const { decided, modifiers, nearMisses } = askRules(question)
  notes.modifiers = modifiers
  notes.nearMisses = nearMisses
  return decided && { outcome: decided.outcome, rule: decided.rule.name, reason: `rule ${decided.rule.name}` }
}

const problemFound: Decider = ({ problem }) => {
  if (!problem) return null
  const { says, error } = problems[problem.name]
  return {
    outcome: { kind: 'error', error: problem.message === undefined ? error : { ...error, message: problem.message } },
    reason: says,
  }
}

const SUCCESS: Ruling = { outcome: { kind: 'complete', complete: {} }, reason: 'no rule spoke' }

const success: Decider = () => SUCCESS

/** Who is asked, in this order; the first that speaks decides. */
const deciders: readonly Decider[] = [wrongSelection, injected, rules, problemFound, success]

/** The nearest comes last and wins, header by header. */
const mergedHeaders = (all: readonly Modifiers[], own: HeaderChanges | undefined): HeaderChanges | null => {
  const said = [...all.map(({ headers }) => headers), own ?? null].filter(headers => headers !== null)
  return said.length === 0 ? null : Object.assign({}, ...said)
}

const finish = (ruling: Ruling, { modifiers, nearMisses }: Notes, base: Modifiers | null): Decision => {
  const all = base ? [base, ...modifiers] : modifiers
  return {
    outcome: ruling.outcome,
    delayMs: all.findLast(({ delay }) => delay !== null)?.delay?.ms ?? 0,
    headers: mergedHeaders(all, ruling.headers),
    rule: ruling.rule ?? null,
    reason: ruling.reason,
    nearMisses,
  }
}

/**
 * What this request gets. Pure but for the counters of the session that is handed in; those do not move where the choice
 * of the client itself was wrong or where it chose the answer by header.
 */
export const decide = (call: Call, attempt: Attempt, session: SessionState, wrong: WrongSelection | null): Decision => {
  const { api } = session.scenario
  const question: Question = { call, attempt, session, wrong, problem: problemOf(call, api) }
  const notes: Notes = { modifiers: [], nearMisses: [] }
  for (const decider of deciders) {
    const ruling = decider(question, notes)
    if (ruling) return finish(ruling, notes, wrong ? null : api.modifiers)
  }
  // the last decider always speaks
  return finish(SUCCESS, notes, api.modifiers)
}
