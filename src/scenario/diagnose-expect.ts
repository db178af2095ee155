import type { PathDiagnostic } from '../path-diagnostic.ts'
import type { RawExpect, RawScenario } from './language/raw-scenario.ts'

const error = (path: PathDiagnostic['path'], message: string, hint: string): PathDiagnostic => ({
  path: ['expect', ...path],
  severity: 'error',
  message,
  hint,
})

const diagnoseAttempts = ({ attempts: { min, max } = {}, backoff, jitter }: RawExpect): readonly PathDiagnostic[] => [
  ...(min !== undefined && max !== undefined && min > max
    ? [
        error(
          ['attempts', 'min'],
          `at least ${min} attempts and at most ${max} can't both be`,
          'Let min be at most max.',
        ),
      ]
    : []),
  ...(backoff !== undefined && max !== undefined && max < 3
    ? [
        error(
          ['backoff'],
          `whether waits grow can't be told: with at most ${max} ${max === 1 ? 'attempt' : 'attempts'} no call waits twice`,
          'Let attempts.max be 3 or more, or take backoff out.',
        ),
      ]
    : []),
  ...(jitter !== undefined && max === 1
    ? [
        error(
          ['jitter'],
          "whether waits differ can't be told: with one attempt no call waits",
          'Take jitter out, or let attempts.max be 2 or more.',
        ),
      ]
    : []),
]

const twice = <Item>(list: readonly Item[] = []): readonly number[] =>
  list.flatMap((item, i) => (list.indexOf(item) < i ? [i] : []))

const PLANNED = ['times', 'sequence'] as const

/** Expectations that nobody can meet, or nobody can judge. */
export const diagnoseExpect = ({ expect = {}, rules = [] }: RawScenario): readonly PathDiagnostic[] => [
  ...diagnoseAttempts(expect),
  ...(expect.deadline !== undefined && /^0+(?:\.0+)?(?:ms|s|m|h)$/.test(expect.deadline)
    ? [error(['deadline'], 'no client gives up after no time at all', 'Write how long a user can wait, such as 10s.')]
    : []),
  ...twice(expect.neverRetry).map(i =>
    error(['neverRetry', i], `${expect.neverRetry?.[i]} stands in the list twice`, 'Take one out.'),
  ),
  ...twice(expect.allow).map(i =>
    error(['allow', i], `"${expect.allow?.[i]}" stands in the list twice`, 'Take one out.'),
  ),
  ...(expect.complete === true && !rules.some(rule => PLANNED.some(key => rule[key] !== undefined))
    ? [
        error(
          ['complete'],
          'no rule says how often it speaks, so there is nothing to be complete',
          'Give a rule times or a sequence, or take complete out.',
        ),
      ]
    : []),
]
