import { windowMsOf } from '../../groq/completion-window.ts'
import type { Check } from './check.ts'

/** A batch has a day at least and a week at most. */
export const completionWindow: Check = ({ body }) =>
  windowMsOf(body.completion_window) === null ? { variant: 'invalid-completion-window' } : null
