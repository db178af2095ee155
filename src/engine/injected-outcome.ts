import type { Injection } from '../call.ts'
import type { Outcome } from '../outcomes/index.ts'

// the same error is the same value, so that its body is prepared once; statuses and variants are checked, so they are few
const injectedErrors = new Map<string, Outcome>()

/** What `x-mock-status` and its companions ask for. */
export const injectedOutcome = ({ status, variant, retryAfterMs }: Injection): Outcome => {
  if (status === 200) return { kind: 'complete', complete: {} }
  if (status === 206) return { kind: 'reply', reply: { status, headers: {}, body: null } }
  const error = { status, ...(variant === null ? {} : { variant }) }
  if (retryAfterMs !== null) return { kind: 'error', error: { ...error, retryAfterMs } }
  const key = `${status} ${variant}`
  const known = injectedErrors.get(key) ?? ({ kind: 'error', error } as const)
  injectedErrors.set(key, known)
  return known
}
