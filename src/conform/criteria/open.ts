import { time } from '../../verdict/words.ts'
import { type Criterion, count, keys } from './criterion.ts'

/** How long the client sits on one attempt. */
export const open: Criterion<{ readonly maxMs: number }> = {
  schema: keys(
    'How long an attempt stays open.',
    { maxMs: count('No attempt is open for longer than so many milliseconds.') },
    ['maxMs'],
  ),
  check: ({ maxMs }, { calls }) =>
    calls.some(({ attempts }) => attempts.some(({ startedMs, endedMs }) => endedMs - startedMs > maxMs))
      ? `an attempt was open for longer than ${time(maxMs)}`
      : null,
}
