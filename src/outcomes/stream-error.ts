import type { Call } from '../call.ts'
import type { CompiledError } from './compiled-error.ts'

/**
 * An error as the last event of a stream: the body that it would have with its own status, and the status in it. Observed in
 * two recordings: the key stands last, and no `[DONE]` comes behind it.
 */
export const errorFrame = ({ status, body }: CompiledError, call: Call): string =>
  `event: error\ndata: ${body(call).trimEnd().replace(/\}\}$/, `,"status_code":${status}}}`)}\n\n`
