import { type LastFailure, mayFollow, type Next } from './consequence.ts'

interface Failed {
  readonly failure: LastFailure
  readonly continuesUntilMs: number
}

/** So many calls whose failure can't be the cause of a request are passed over; then it is a new call. */
const MOST_LOOKS = 256

/** The first of some failures that a request may be the consequence of, and whose time has come. */
export const firstOf = <Call extends Failed>(
  failures: Iterable<Call>,
  next: Next,
  hasCome: (failure: LastFailure) => boolean = () => true,
): Call | undefined => {
  let looks = 0
  for (const call of failures) {
    const { failure, continuesUntilMs } = call
    if (next.startedMs <= continuesUntilMs && hasCome(failure) && mayFollow(next, failure)) return call
    looks += 1
    if (looks === MOST_LOOKS) return undefined
  }
  return undefined
}
