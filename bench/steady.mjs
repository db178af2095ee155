// What makes counts of instructions the same from run to run.
import { median } from './figures.mjs'

/**
 * Flags for a Node whose instructions are counted. All it does is done by one thread, where otherwise those of the collector and
 * the compiler have a part that differs from run to run; the young generation has its full size from the start, the heap is so large that it needs no
 * whole round, and nothing goes by the clock; functions are optimized after a seventh of the usual work, so that it is warm sooner.
 */
export const STEADY_FLAGS = [
  '--single-threaded',
  '--no-incremental-marking',
  '--no-memory-reducer',
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--initial-heap-size=1024',
  '--interrupt-budget=10000',
]

/** How far from their median batches may be that agree with it. */
const APART = 0.1

/**
 * The median of the latest batches, where more than half of them agree with it; null where they do not, or are too few. A function
 * that is thrown away and optimized anew makes one batch or two dearer, which the others outvote.
 */
export const agreedOn = (counts, batches) => {
  if (counts.length < batches) return null
  const latest = counts.slice(-batches)
  const middle = median(latest)
  const agreeing = latest.filter(count => Math.abs(count / middle - 1) <= APART)
  return agreeing.length > batches / 2 ? middle : null
}
