import { compiledErrorOf, errorForm, type RawError } from '../../outcomes/error/error-form.ts'
import type { RawReply } from '../../outcomes/reply.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome, type Placed } from './every-outcome.ts'

const TELLING = new Set(['retry-after', 'retry-after-ms'])
const TRY_AGAIN = /try again in/i

const inHeaders = (headers: object | undefined): boolean =>
  Object.entries(headers ?? {}).some(([name, value]) => TELLING.has(name.toLowerCase()) && value !== null)

const inError = (raw: RawError): boolean => {
  const { headers, message, ...spec } = errorForm.read(raw)
  return inHeaders(headers) || TRY_AGAIN.test(message ?? '') || compiledErrorOf(spec).retryAfterMs !== null
}

/** What a file says nobody knows here. */
const inReply = ({ headers, body, file }: RawReply): boolean =>
  inHeaders(headers) || file !== undefined || TRY_AGAIN.test(JSON.stringify(body ?? ''))

const inAnswer = ({ raw: { error, reply, headers, stream } }: Placed): boolean =>
  inHeaders(headers) ||
  (error !== undefined && inError(error as RawError)) ||
  (reply !== undefined && inReply(reply as RawReply)) ||
  (stream?.error !== undefined && inError(stream.error as RawError))

/** Whether an answer of a scenario may tell its client when to come back, in headers or in its text. */
export const tellsWait = (raw: RawScenario): boolean => {
  const { plan, limits } = raw.api ?? {}
  return plan === 'free' || limits !== undefined || everyOutcome(raw).some(inAnswer)
}
