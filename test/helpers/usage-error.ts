import type { Test } from 'tap'
import { UsageError } from '#src/usage-error'

/** Something throws a `UsageError` whose message has all of this. */
export const usageError = (t: Test, act: () => unknown, ...says: readonly (string | RegExp)[]): void => {
  try {
    act()
  } catch (error) {
    t.ok(error instanceof UsageError, `a UsageError, not ${error}`)
    for (const part of says) t.match(String((error as Error).message), part)
    return
  }
  t.fail(`nothing was thrown; expected a UsageError that says ${says.join(' … ')}`)
}
