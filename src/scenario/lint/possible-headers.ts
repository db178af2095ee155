import { operations } from '../../groq/endpoints.ts'
import { generationErrors } from '../../groq/generation-errors.ts'
import { commonHeaders, jsonHeaders } from '../../groq/headers.ts'
import { compiledErrorOf, errorForm, type RawError } from '../../outcomes/error/error-form.ts'
import type { RawReply } from '../../outcomes/reply.ts'
import { headersOf } from '../../outcomes/said-headers.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { asWritten } from '../template/templated.ts'
import type { Placed } from './every-outcome.ts'
import { listOf } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'

/** Of every answer, whoever made it. */
const OF_MOCK = ['access-control-allow-origin', 'x-mock-entry', 'x-mock-rule', 'x-mock-session']
const OF_GROQ = [...Object.keys(commonHeaders), 'x-request-id']
const OF_FILES = ['accept-ranges', 'content-range', 'etag']

const limitNames = (amount: string): readonly string[] =>
  ['limit', 'remaining', 'reset'].flatMap(what => [`x-ratelimit-${what}-requests`, `x-ratelimit-${what}-${amount}`])
const TOKENS = limitNames('tokens')
const AUDIO = limitNames('audio-seconds')

type Kind = (typeof operations)[keyof typeof operations]['limits']

/** Which limits the operations show that a rule is for. */
const kindsOf = ({ rule: { match = {} } }: Placed): readonly Kind[] => {
  const reachable = isNarrow(match) ? reachableOperations(match) : []
  return (reachable.length > 0 ? reachable : Object.values(operations)).map(({ limits }) => limits as Kind)
}

const ofSuccess = (one: Placed): readonly string[] => {
  const kinds = kindsOf(one)
  const { match = {} } = one.rule
  const endpoints = isNarrow(match) ? endpointsOf(reachableOperations(match)) : []
  const mayBeFile = endpoints.length === 0 || endpoints.includes('files.content')
  return [
    ...Object.keys(jsonHeaders),
    ...OF_GROQ,
    ...(kinds.includes('tokens') ? TOKENS : []),
    ...(kinds.includes('audio') ? AUDIO : []),
    ...(mayBeFile ? OF_FILES : []),
  ]
}

const ofError = (raw: RawError, one: Placed): readonly string[] => {
  const spec = errorForm.read(raw)
  const error = compiledErrorOf(spec)
  const names = error.headers.filter((_, i) => i % 2 === 0)
  if (generationErrors.has(error.code ?? '')) return [...names, ...ofSuccess(one)]
  const kinds = kindsOf(one)
  return [
    ...names,
    ...(error.waitsUntilDate ? ['retry-after'] : []),
    ...(error.fromGroq ? ['x-request-id'] : []),
    ...(error.showsLimits && kinds.some(kind => kind !== 'audio') ? TOKENS : []),
    ...(error.showsLimits && kinds.includes('audio') ? AUDIO : []),
  ]
}

const ofReply = (
  { status, headers = {}, file, template, body = template }: RawReply,
  one: Placed,
): readonly string[] => {
  const said = Object.keys(headersOf(headers))
  const hasBody = body !== undefined || file !== undefined
  if (status === 206 && !hasBody) return [...said, ...ofSuccess(one), 'content-range']
  const form = body === undefined || typeof body === 'string' ? ['content-type'] : Object.keys(jsonHeaders)
  return [...said, ...OF_GROQ, ...(hasBody ? form : [])]
}

/**
 * All headers that the answer of this very outcome can have, in small letters, beside those that rules add; null where the
 * answer is made elsewhere.
 */
export const possibleHeaders = (one: Placed, { api = {} }: RawScenario): ReadonlySet<string> | null => {
  const { complete, error, reply, fault } = one.raw
  if (listOf(one.rule.match?.method).some(name => name.toUpperCase() === 'OPTIONS')) return null
  const own = (): readonly string[] | null => {
    if (error !== undefined) return ofError(asWritten('error', error) as RawError, one)
    if (reply !== undefined) return ofReply(reply as RawReply, one)
    return complete !== undefined || typeof fault === 'object' ? ofSuccess(one) : null
  }
  const names = own()
  const ofCompression = api.compression === true ? ['content-encoding', 'vary'] : []
  return names && new Set([...names, ...OF_MOCK, ...ofCompression].map(name => name.toLowerCase()))
}
