import type { Call } from '../../call.ts'
import { operations } from '../../groq/endpoints.ts'
import { limitList } from '../limit-list.ts'
import type { OutcomeKind } from '../outcome-kind.ts'
import { withChanges } from '../performance.ts'
import type { Standing } from '../standing.ts'
import { unstreamed } from '../unstreamed.ts'
import type { CompiledError } from './compile-error.ts'
import { compiledErrorOf, errorForm, type RawError } from './error-form.ts'
import type { ErrorSpec } from './error-spec.ts'
import { arrivesInStream, performInStream } from './stream-error.ts'
import { withWait } from './with-wait.ts'

/** The limits that the headers of an error show: those in force, or the error's own. */
const limitsOf = (error: CompiledError, { operation }: Call, { limits: shown }: Standing): readonly string[] => {
  if (!error.showsLimits || shown === null || operation === null) return error.limitHeaders
  return limitList(operations[operation].limits, shown, 0, 0)
}

/** A documented error, or any other status from 400 to 599. */
export const error: OutcomeKind<RawError, ErrorSpec> = {
  ...errorForm,
  perform: (spec, performance) => {
    const { call, fresh, standing, wire } = performance
    const usual = compiledErrorOf(spec)
    const error = (call.model === null ? usual.withoutModel : null) ?? usual
    if (arrivesInStream(error, call)) return performInStream(error, spec.headers ?? {}, performance)
    const own = withWait(error, fresh.nowMs + wire.elapsedMs)
    own.push(...limitsOf(error, call, standing))
    if (error.fromGroq) own.push('x-request-id', fresh.requestId)
    const head = { status: error.status, reason: error.reason, headers: withChanges(own, performance) }
    wire.send(head, error.body(performance))
    return unstreamed(performance)
  },
}
