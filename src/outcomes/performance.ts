import type { AnswerContext } from '../answers/answer.ts'
import type { Call } from '../call.ts'
import type { Fresh } from '../fresh.ts'
import { anyOrigin } from '../groq/browsers.ts'
import { change, type HeaderChanges, type HeaderList } from '../wire/header-list.ts'
import type { Wire } from '../wire/wire.ts'
import type { Break } from './faults/fault-kind.ts'
import type { Remark } from './remark.ts'
import type { Standing } from './standing.ts'
import type { StreamChange } from './stream/index.ts'

/** What an outcome has at hand when it answers. */
export interface Performance {
  readonly call: Call
  readonly wire: Wire
  /** The ids and the time of this answer. */
  readonly fresh: Fresh
  readonly seed: number
  /** Session time at this moment, in milliseconds. */
  readonly sessionMs: number
  /** What the session keeps: files, batches, fine tunings. */
  readonly resources: AnswerContext['resources']
  /** The ids of the models that are served; null for the shipped list. */
  readonly models: readonly string[] | null
  /** What the scenario's rules change in the headers; null for nothing. */
  readonly headerChanges: HeaderChanges | null
  /** Who asked, and what is left to them. */
  readonly standing: Standing
  /** What changes the answer where it is streamed; null for nothing. */
  readonly stream: StreamChange | null
  /** Whether answers are compressed as the client accepts it. */
  readonly compression?: boolean
  /** What breaks the answer on its way; absent for nothing. */
  readonly breaks?: Break
  /** The `x-mock-*` headers of this answer. */
  readonly mockHeaders: readonly string[]
}

/** What could not be done: at once, or when the answer has ended. */
export type Performed = readonly Remark[] | Promise<readonly Remark[]>

/** All headers of an answer: Groq's, then ours, then what the scenario changes. Takes over the list that it is given. */
export const withChanges = (headers: HeaderList, { call, mockHeaders, headerChanges }: Performance): HeaderList => {
  if (call.headers.origin !== undefined && !headers.includes(anyOrigin.name))
    headers.push(anyOrigin.name, anyOrigin.value)
  headers.push(...mockHeaders)
  if (headerChanges !== null) change(headers, headerChanges)
  return headers
}
