/**
 * The time in which an amount refills, amount / limit × window, in milliseconds with six decimals. Divided first and cut to
 * nanoseconds: of the orders of doing it, the one that gives every recorded reset and wait, also `38.879s` for 9 of 20000 a
 * day and `17.099999999s` for 285 of 1000 a minute, which are 38.88 s and 17.1 s on paper (docs/facts/groq-wire.md §1.10, §2.2).
 */
export const refillMs = (amount: number, limit: number, windowMs: number): number =>
  limit > 0 ? Math.trunc((amount / limit) * (windowMs / 1000) * 1e9) / 1e6 : 0
