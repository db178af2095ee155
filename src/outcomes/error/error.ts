import { operations } from '../../groq/endpoints.ts'
import { deliver } from '../deliver.ts'
import { limitList } from '../limit-list.ts'
import type { OutcomeKind } from '../outcome-kind.ts'
import { type Performance, withChanges } from '../performance.ts'
import type { CompiledError } from './compile-error.ts'
import { errorFor, errorForm, type RawError } from './error-form.ts'
import type { ErrorSpec } from './error-spec.ts'
import { refusalHeaders, withRefusal } from './injected-refusal.ts'
import { arrivesInStream, performInStream } from './stream-error.ts'
import { withWait } from './with-wait.ts'

const NOTHING: readonly string[] = []

/** The limits that the headers of an error show: those in force, or those of an account that has used nothing. */
const limitsOf = (error: CompiledError, performance: Performance): readonly string[] => {
  if (!error.showsLimits) return NOTHING
  if (error.injected) return refusalHeaders(error.injected, performance)
  const { call, standing } = performance
  return limitList(call.operation === null ? 'tokens' : operations[call.operation].limits, standing.limits, 1, 0)
}

/** A documented error, or any other status from 400 to 599. */
export const error: OutcomeKind<RawError, ErrorSpec> = {
  ...errorForm,
  perform: (spec, performance) => {
    const { call, fresh, wire } = performance
    const error = errorFor(spec, call)
    if (arrivesInStream(error, call)) return performInStream(error, spec.headers ?? {}, performance)
    const refused = error.injected ? withRefusal(error.injected, performance) : performance
    const own = withWait(error, fresh.nowMs + wire.elapsedMs)
    own.push(...limitsOf(error, refused))
    if (error.fromGroq) own.push('x-request-id', fresh.requestId)
    const head = { status: error.status, reason: error.reason, headers: withChanges(own, performance) }
    return deliver(head, { kind: 'whole', body: error.body(refused) }, performance)
  },
}
