import type { Complete } from '../answers/answer.ts'
import type { Told } from '../wire/told.ts'
import { toldInWords } from '../wire/told-in-words.ts'
import { complete } from './complete.ts'
import { error } from './error/error.ts'
import { compiledErrorOf, errorForm } from './error/error-form.ts'
import type { ErrorSpec } from './error/error-spec.ts'
import { failsGeneration } from './error/fails-generation.ts'
import { type FaultSpec, fault } from './fault.ts'
import type { Performance, Performed } from './performance.ts'
import { type ReplySpec, reply } from './reply.ts'
import { describeStream, type StreamChange } from './stream/index.ts'

/** Every way of answering, by the key that scenarios write. A new one is a file of its own and a line in each of these. */
export const outcomes = { error, complete, reply, fault } as const

export type OutcomeName = keyof typeof outcomes

/** What a decision ends in. */
export type Outcome =
  | { readonly kind: 'error'; readonly error: ErrorSpec }
  | { readonly kind: 'complete'; readonly complete: Complete }
  | { readonly kind: 'reply'; readonly reply: ReplySpec }
  | { readonly kind: 'fault'; readonly fault: FaultSpec }

/** The outcome as the second half of a sentence: "rule x: 503 Service Unavailable (unavailable)". */
export const describe = (outcome: Outcome): string => {
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

/** The same, with what its headers told, where that is known by now, and what rules change where the answer is streamed. */
export const describeWith = (
  outcome: Outcome,
  stream: StreamChange | null,
  sent?: { readonly told: Told | null },
): string => {
  const says = sent === undefined ? describe(outcome) : `${nameOf(outcome)}${toldInWords(sent.told)}`
  return stream === null || stream.said.length === 0 ? says : `${says}, as a stream: ${describeStream(stream)}`
}

const nameOf = (outcome: Outcome): string =>
  outcome.kind === 'error' ? errorForm.nameOf(outcome.error) : describe(outcome)

/** Does to the wire what the outcome says. */
export const perform = (outcome: Outcome, performance: Performance): Performed => {
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

/** Whether an outcome is an error of the model's own, which another try may not have. */
export const isBadLuck = (outcome: Outcome): boolean =>
  outcome.kind === 'error' && failsGeneration(compiledErrorOf(outcome.error), outcome.error.code)
