import type { Call } from '../call.ts'
import { goJson } from '../groq/go.ts'
import { type CompiledError, factsOf, reasonOf } from './compiled-error.ts'
import { answerTo, successHeaders } from './complete.ts'
import type { Asker } from './fill-later.ts'
import { change } from './header-list.ts'
import { type Performance, withChanges } from './performance.ts'

/** Observed for the first; the others are told from it: what the model itself gets wrong while it writes. */
const codes = new Set(['tool_use_failed', 'json_validate_failed', 'output_parse_failed'])

/** Whether an error comes up only while the model writes its answer, so that a stream has begun by then. */
const failsGeneration = ({ status, variant }: CompiledError): boolean => {
  const facts = factsOf(status)?.variants[variant ?? '']
  return facts?.kind === 'json' && codes.has(facts.code ?? '')
}

/**
 * An error as an event of a stream: the object of its body with the status as its last key. Observed. What has no JSON of
 * its own, the pages of the edge, says its reason phrase.
 */
export const errorFrame = (error: CompiledError, asker: Asker): string => {
  const { status, reason } = error
  const plain = { message: reason, type: status < 500 ? 'invalid_request_error' : 'internal_server_error' }
  const body = error.fromGroq ? error.body(asker) : goJson({ error: plain })
  return `event: error\ndata: ${body.trimEnd().slice(0, -2)},"status_code":${status}}}\n\n`
}

/** Whether an error arrives as an event of a stream: it does where the answer had begun before it was known. */
export const arrivesInStream = (error: CompiledError, { stream, operation }: Call): boolean =>
  stream === true && operation === 'createChatCompletion' && failsGeneration(error)

/** Sends the first chunk of the answer, then the error, and no `[DONE]`. The status of the answer is 200 by then. */
export const performInStream = (
  error: CompiledError,
  own: Readonly<Record<string, string>>,
  performance: Performance,
): void => {
  const given = answerTo({}, performance)
  const [first = ''] = given.kind === 'stream' ? given.events : []
  const headers = successHeaders(given, performance)
  change(headers, own)
  performance.wire.stream(
    { status: 200, reason: reasonOf(200), headers: withChanges(headers, performance) },
    first + errorFrame(error, performance),
    2,
  )
}
