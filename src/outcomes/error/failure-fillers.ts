import { type FailedGeneration, failedGenerationOf } from '../../answers/chat/failed-generation.ts'
import type { Failure } from '../../groq/errors.ts'
import type { ErrorContext, Fillers } from './fill-later.ts'

/** What an error says of a generation that failed in this way; all of it is about the same one. */
export const failureFillers = (failure: Failure): Fillers => {
  const known = new WeakMap<ErrorContext, FailedGeneration | null>()
  const generated = (context: ErrorContext): FailedGeneration | null => {
    const before = known.get(context)
    if (before !== undefined) return before
    const fresh = failedGenerationOf(failure, context.call, context.seed)
    known.set(context, fresh)
    return fresh
  }
  return {
    failedGeneration: context => generated(context)?.failedGeneration ?? null,
    tool: context => generated(context)?.tool ?? null,
    reason: context => generated(context)?.reason ?? null,
  }
}
