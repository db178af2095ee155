/**
 * How a response can end besides well (docs/facts/groq-wire.md §3.10). Documented: the statuses, that `error` has a code and a
 * message, and that `incomplete_details` has a reason. Inferred, as OpenAI's SDKs know them: the reasons, and the error of
 * which a scenario says nothing.
 */
export const responseEnds = ['incomplete', 'failed'] as const

/** Why a response is incomplete where nothing else is said. */
export const usualReason = 'max_output_tokens'

export const usualError = { code: 'server_error', message: 'The response could not be generated.' } as const
