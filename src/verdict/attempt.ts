import { errors } from '../groq/errors.ts'
import type { Entry } from '../journal/entry.ts'
import { attemptFrom, type OpenAttempt } from './attempt-from.ts'
import type { Attempt } from './verdict.ts'

/** An entry as its verdict sees it. */
export const attemptOf = (entry: Entry): OpenAttempt => attemptFrom(entry, errors)

/** Whether an attempt gave its client nothing that it could use. */
export const hasFailed = ({ end }: Attempt): boolean => end !== 'served'
