import { normalQuantile } from '../normal-quantile.ts'
import type { Delay } from '../outcomes/delay.ts'
import { LONGEST_DURATION_MS } from '../units.ts'

// of the standard normal distribution
const Z99 = 2.3263478740408408

/** The delay that a draw in [0, 1) gives, in milliseconds, where so many other requests are under way. */
export const delayMsOf = (delay: Delay, luck: () => number, others: number): number => {
  switch (delay.kind) {
    case 'fixed':
      return delay.ms
    case 'uniform':
      return delay.fromMs + (delay.toMs - delay.fromMs) * luck()
    case 'lognormal':
      return delay.medianMs * Math.exp((Math.log(delay.p99Ms / delay.medianMs) / Z99) * normalQuantile(luck()))
    case 'loaded':
      return Math.min(LONGEST_DURATION_MS, delayMsOf(delay.base, luck, others) + delay.perConcurrentMs * others)
  }
}
