import { goJson } from '../../groq/go.ts'
import type { CompiledError } from './compile-error.ts'
import type { ErrorContext } from './fill-later.ts'

/**
 * An error as an event of a stream: the object of its body with the status as its last key. Observed
 * (docs/facts/groq-wire.md §3.4). What has no JSON of
 * its own, the pages of the edge, says its reason phrase. A bare one has no line that names the event.
 */
export const errorFrame = (error: CompiledError, context: ErrorContext, bare = false): string => {
  const { status, reason } = error
  const plain = { message: reason, type: status < 500 ? 'invalid_request_error' : 'internal_server_error' }
  const body = error.fromGroq ? error.body(context) : goJson({ error: plain })
  return `${bare ? '' : 'event: error\n'}data: ${body.trimEnd().slice(0, -2)},"status_code":${status}}}\n\n`
}
