import type { Complete } from '../answers/answer.ts'
import type { HeaderChanges } from '../wire/header-list.ts'
import { complete } from './complete.ts'
import { error } from './error/error.ts'
import { retryAfterOf as errorRetryAfter } from './error/error-form.ts'
import type { ErrorSpec } from './error/error-spec.ts'
import { type FaultSpec, fault } from './fault.ts'
import type { Performance, Performed } from './performance.ts'
import { type ReplySpec, reply } from './reply.ts'

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

/** What an answer tells in `retry-after`, in milliseconds; null for nothing or for what is no number. */
export const retryAfterOf = (outcome: Outcome, changes: HeaderChanges | null): number | null => {
  const changed = changes?.['retry-after']
  const own =
    outcome.kind === 'error' ? outcome.error.headers : outcome.kind === 'reply' ? outcome.reply.headers : undefined
  const sent = changed !== undefined ? changed : own?.['retry-after']
  if (sent !== undefined) return sent === null || !Number.isFinite(Number(sent)) ? null : Number(sent) * 1000
  return outcome.kind === 'error' ? errorRetryAfter(outcome.error) : null
}
