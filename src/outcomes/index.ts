import type { Complete } from '../answers/answer.ts'
import { madeAhead } from '../answers/made-ahead.ts'
import { complete } from './complete.ts'
import { error } from './error/error.ts'
import { compiledErrorOf } from './error/error-form.ts'
import type { ErrorSpec } from './error/error-spec.ts'
import { failsGeneration } from './error/fails-generation.ts'
import { type AnswerFault, breakOf, type FaultSpec, fault } from './fault.ts'
import type { Performance, Performed } from './performance.ts'
import type { Remark } from './remark.ts'
import { type ReplySpec, reply } from './reply.ts'

/** Every way of answering, by the key that scenarios write. A new one is a file of its own and a line in each of these. */
export const outcomes = { error, complete, reply, fault } as const

export type OutcomeName = keyof typeof outcomes

/** What an answer may have besides. */
interface Besides {
  /** What breaks it on its way; absent for nothing. */
  readonly breaks?: AnswerFault
  /** What its texts were to say of the request, which the request does not say, in words; absent for nothing. */
  readonly missing?: readonly string[]
}

/** What a decision ends in. */
export type Outcome =
  | ({ readonly kind: 'error'; readonly error: ErrorSpec } & Besides)
  | ({ readonly kind: 'complete'; readonly complete: Complete } & Besides)
  | ({ readonly kind: 'reply'; readonly reply: ReplySpec } & Besides)
  | { readonly kind: 'fault'; readonly fault: FaultSpec }

/** What breaks an answer on its way, where an answer is to be. */
export const breaksOf = (outcome: Outcome): AnswerFault | undefined =>
  outcome.kind === 'fault' ? undefined : outcome.breaks

const describeUnbroken = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'error':
      return error.describe(outcome.error)
    case 'complete':
      return complete.describe(outcome.complete)
    case 'reply':
      return reply.describe(outcome.reply)
    case 'fault':
      return fault.describe(outcome.fault)
  }
}

/** The outcome as the second half of a sentence: "503 Service Unavailable (unavailable)", and what breaks it. */
export const describe = (outcome: Outcome): string => {
  const breaks = breaksOf(outcome)
  return breaks ? `${describeUnbroken(outcome)}, and ${fault.describe(breaks)}` : describeUnbroken(outcome)
}

const performNow = (outcome: Outcome, whole: Performance): Performed => {
  const breaks = breaksOf(outcome)
  const performance = breaks ? { ...whole, breaks: breakOf(breaks) } : whole
  switch (outcome.kind) {
    case 'error':
      return error.perform(outcome.error, performance)
    case 'complete':
      return complete.perform(outcome.complete, performance)
    case 'reply':
      return reply.perform(outcome.reply, performance)
    case 'fault':
      return fault.perform(outcome.fault, performance)
  }
}

/** Does to the wire what the outcome says. Others are served while a large answer is made. */
export const perform = (outcome: Outcome, whole: Performance): Performed => {
  const ahead = outcome.kind === 'error' ? null : madeAhead(whole.call)
  return ahead === null ? performNow(outcome, whole) : performLater(ahead, outcome, whole)
}

const performLater = async (
  ahead: Generator<void, void>,
  outcome: Outcome,
  whole: Performance,
): Promise<readonly Remark[]> => {
  while (ahead.next().done !== true) {
    await whole.wire.giveWay()
    if (!whole.wire.isOpen) return []
  }
  return performNow(outcome, whole)
}

/** Whether an outcome is an error of the model's own, which another try may not have. */
export const isBadLuck = (outcome: Outcome): boolean =>
  outcome.kind === 'error' && failsGeneration(compiledErrorOf(outcome.error))
