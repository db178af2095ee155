import type { ToldWait } from '../../wire/told.ts'
import type { EntryTold, Remaining } from '../shown-entry.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'

type ShouldRetry = NonNullable<EntryTold['shouldRetry']>

export const writeRemaining = (to: RecordWriter, remaining: Remaining | null): void => {
  to.count(remaining === null ? 0 : 1)
  if (remaining === null) return
  to.number(remaining.requests)
  to.number(remaining.amount)
}

export const readRemaining = (from: RecordReader): Remaining | null =>
  from.count() === 0 ? null : { requests: from.number(), amount: from.number() }

const writeWait = (to: RecordWriter, wait: ToldWait<string> | null): void => {
  to.name(wait?.is ?? null)
  if (wait === null) return
  to.name(wait.text)
  to.number(wait.ms)
}

const readWait = <Form extends string>(from: RecordReader): ToldWait<Form> | null => {
  const is = from.name() as ToldWait<Form>['is'] | null
  return is === null ? null : { is, text: from.name(), ms: from.number() }
}

export const writeTold = (to: RecordWriter, told: EntryTold | null): void => {
  to.count(told === null ? 0 : 1)
  if (told === null) return
  writeWait(to, told.retryAfter)
  writeWait(to, told.retryAfterMs)
  to.name(told.shouldRetry?.is ?? null)
  if (told.shouldRetry) to.name(told.shouldRetry.text)
  to.number(told.tryAgainInMs)
  to.number(told.roomAtMs)
}

const readShouldRetry = (from: RecordReader): ShouldRetry | null => {
  const is = from.name() as ShouldRetry['is'] | null
  return is === null ? null : { is, text: from.name() }
}

export const readTold = (from: RecordReader): EntryTold | null =>
  from.count() === 0
    ? null
    : {
        retryAfter: readWait(from),
        retryAfterMs: readWait(from),
        shouldRetry: readShouldRetry(from),
        tryAgainInMs: from.number(),
        roomAtMs: from.number(),
      }
