import type { ExpectedValues, ExpectKey } from '../../contract.ts'
import type { CallRecord } from '../call-record.ts'
import type { Expectation, Trial } from '../verdict.ts'
import { attemptsMax, attemptsMin } from './attempts.ts'
import { ends } from './ends.ts'
import { type Closing, type ExpectationKind, type ExpectationWatch, type Holding, unseen } from './expectation-kind.ts'
import { complete, concurrencyMax, deadline, wastedTokensMax } from './load-bounds.ts'
import { neverRetry } from './never-retry.ts'
import { backoffGrowth, honoursRetryAfter, jitter } from './waiting.ts'

/** Everything that a scenario can expect, by its key. */
const kinds: { readonly [Key in ExpectKey]: ExpectationKind<Key> } = {
  finally: ends,
  'attempts.min': attemptsMin,
  'attempts.max': attemptsMax,
  honoursRetryAfter,
  'backoff.growth': backoffGrowth,
  jitter,
  neverRetry,
  deadline,
  'concurrency.max': concurrencyMax,
  'wastedTokens.max': wastedTokensMax,
  complete,
}

/** What a line of `expect` can begin with. */
export const expectKeys = Object.keys(kinds) as readonly ExpectKey[]

/** Every line of `expect` of one run. */
export interface Expectations {
  call(call: CallRecord): void
  close(closing: Closing): readonly Expectation[]
}

const watchOf = <Key extends ExpectKey>(key: Key, value: ExpectedValues[Key], trial: Trial): ExpectationWatch =>
  kinds[key](value, trial)

const written = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value))

/** Where no call was made, nothing is kept: what holds of none says nothing of the client. */
const held = (holding: Holding, { calls }: Closing): Holding =>
  calls > 0 || holding.met === false ? holding : unseen(holding.met ? 'no request came.' : holding.sentence)

/** Looks for what the scenario expects, in the order of its file. */
export const expectationsOf = (trial: Trial): Expectations => {
  const { file, expect } = trial.contract
  const keys = (Object.keys(expect.values) as ExpectKey[]).sort(
    (a, b) => (expect.lines[a] ?? 0) - (expect.lines[b] ?? 0),
  )
  const watches = keys.flatMap(key => {
    const value = expect.values[key]
    return value === undefined ? [] : [{ key, value, watch: watchOf(key, value as never, trial) }]
  })
  const name = file.slice(file.lastIndexOf('/') + 1)
  const placeOf = (key: ExpectKey): string => (expect.lines[key] ? `${name}:${expect.lines[key]}` : name)
  return {
    call: call => {
      for (const { watch } of watches) watch.call?.(call)
    },
    close: closing =>
      watches.map(({ key, value, watch }) => {
        const { met, seen, sentence, evidence } = held(watch.close(closing), closing)
        return {
          key,
          says: `${key}: ${written(value)}`,
          place: placeOf(key),
          met,
          seen,
          sentence,
          evidence: evidence.map(({ entry, at, offsetMs }) => ({ entry, at, offsetMs })),
        }
      }),
  }
}
