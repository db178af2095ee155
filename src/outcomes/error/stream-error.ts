import type { Call } from '../../call.ts'
import { change } from '../../wire/header-list.ts'
import { answerTo, successHeaders } from '../complete.ts'
import { deliver } from '../deliver.ts'
import { type Performance, type Performed, withChanges } from '../performance.ts'
import { type CompiledError, reasonOf } from './compile-error.ts'
import { errorFrame } from './error-frame.ts'
import { failsGeneration } from './fails-generation.ts'

/** Whether an error arrives as an event of a stream: it does where the answer had begun before it was known. */
export const arrivesInStream = (error: CompiledError, { stream, operation }: Call): boolean =>
  stream === true && operation === 'createChatCompletion' && failsGeneration(error)

/** Sends the first chunk of the answer, then the error, and no `[DONE]`. The status of the answer is 200 by then. */
export const performInStream = (
  error: CompiledError,
  own: Readonly<Record<string, string>>,
  performance: Performance,
): Performed => {
  const given = answerTo({}, performance)
  const [first = ''] = given.kind === 'stream' ? given.events : []
  const headers = successHeaders(given, performance)
  change(headers, own)
  const head = { status: 200, reason: reasonOf(200), headers: withChanges(headers, performance) }
  const events = [first, errorFrame(error, performance)]
  return deliver(head, { kind: 'stream', events }, performance)
}
