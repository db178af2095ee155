import { windowMsOf } from '../../groq/completion-window.ts'
import type { Check } from './check.ts'

/** A batch has a day at least and a week at most. */
export const completionWindow: Check = ({ body }) =>
  windowMsOf(body.completion_window) === null ? { variant: 'invalid-completion-window' } : null

/** Documented: batches do not take a tier (docs/facts/groq-wire.md §3.9); that its line is refused, and no other, is inferred. */
export const lineTier: Check = ({ isLine, body: { service_tier } }) =>
  isLine && service_tier !== undefined && service_tier !== null
    ? { variant: 'parameter-not-supported', fill: { property: 'service_tier' } }
    : null
