import type { Fresh } from '../answers/answer.ts'
import type { Call } from '../call.ts'
import type { Wire } from './wire.ts'

/** Headers, in lower case, that a rule adds or, with null, removes. */
export type HeaderChanges = Readonly<Record<string, string | null>>

/** What an outcome has at hand when it answers. */
export interface Performance {
  readonly call: Call
  readonly wire: Wire
  /** The ids and the time of this answer. */
  readonly fresh: Fresh
  readonly seed: number
  /** The ids of the models that are served; null for the shipped list. */
  readonly models: readonly string[] | null
  /** What the scenario's rules change in the headers; null for nothing. */
  readonly headerChanges: HeaderChanges | null
  /** The `x-mock-*` headers of this answer. */
  readonly mockHeaders: Readonly<Record<string, string>>
}

/** All headers of an answer: Groq's, then ours, then what the scenario changes. */
export const withChanges = (
  headers: Record<string, string>,
  { mockHeaders, headerChanges }: Performance,
): Record<string, string> => {
  Object.assign(headers, mockHeaders)
  if (headerChanges === null) return headers
  for (const [name, value] of Object.entries(headerChanges)) {
    if (value === null) delete headers[name]
    else headers[name] = value
  }
  return headers
}
