const FAILED = /: ([\w, ]+) could not apply$/

/** The remark that something which was wanted could not be done, and why. */
export const couldNot = (why: string, keys: readonly string[]): string => `${why}: ${keys.join(', ')} could not apply`

/** The keys that such remarks name. */
export const keysThatFailed = (remarks: readonly string[]): ReadonlySet<string> =>
  new Set(remarks.flatMap(remark => FAILED.exec(remark)?.[1]?.split(', ') ?? []))
