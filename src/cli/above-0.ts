import type { Flag } from '../flags.ts'
import { UsageError } from '../usage-error.ts'

/** A flag for a time that may not be none. */
export const above0 = (flag: Flag<number>): Flag<number> => ({
  ...flag,
  read: texts => {
    const value = flag.read(texts)
    if (value === 0) throw new UsageError('a time above 0, such as 90s')
    return value
  },
})
