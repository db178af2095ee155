import type { Call } from '../call.ts'
import { compiledErrorOf } from './error/error-form.ts'
import { arrivesInStream } from './error/stream-error.ts'
import type { FaultSpec } from './fault.ts'
import { breaksOf, type Outcome } from './index.ts'
import type { Remark } from './remark.ts'
import type { StreamChange } from './stream/index.ts'

/** What can be broken in a stream. */
const streamFlaws = ['error', 'malformed', 'noDone', 'stall'] as const

/** What can be broken in an answer: as `fault` names it, or as `stream` does. */
export type Flaw = FaultSpec['name'] | (typeof streamFlaws)[number]

/** As much of a decision as says what is broken. */
interface Decided {
  readonly outcome: Outcome
  readonly stream: StreamChange | null
}

const NONE: readonly never[] = []

/** What was broken in an answer that was performed; `remarks` say what could not be done. */
export const flawsOf = ({ outcome, stream }: Decided, call: Call, remarks: readonly Remark[]): readonly Flaw[] => {
  const fault = outcome.kind === 'fault' ? outcome.fault : breaksOf(outcome)
  const ownError = outcome.kind === 'error' && arrivesInStream(compiledErrorOf(outcome.error), call)
  if (!fault && !ownError && stream === null) return NONE
  const undone = new Set(remarks.flatMap(({ keys }) => keys))
  const wanted: Flaw[] = [
    ...(fault ? [fault.name] : NONE),
    ...(ownError ? (['error'] as const) : NONE),
    ...(stream === null ? NONE : streamFlaws.filter(key => stream.spec[key] !== undefined)),
  ]
  return wanted.filter((name, i) => !undone.has(name) && wanted.indexOf(name) === i)
}
