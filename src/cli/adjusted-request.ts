import { type OperationId, operations } from '../groq/endpoints.ts'
import { isObject } from '../json-value.ts'
import { suggest } from '../nearest.ts'
import { bodySchemas } from '../request/validate-body.ts'
import { UsageError } from '../usage-error.ts'
import { operationOf, type SimulatedRequest } from './simulated-request.ts'

/** What flags say of the request, over what its file says. */
export interface Adjustments {
  readonly model?: string | undefined
  readonly stream?: boolean | undefined
  readonly tier?: string | undefined
  readonly key?: string | undefined
}

/** The tiers that some request may ask for. */
export const askedTiers = ['auto', 'on_demand', 'flex', 'performance', 'default'] as const

const property = (operation: OperationId, name: string) => {
  const properties = bodySchemas[operation]?.properties ?? {}
  return Object.hasOwn(properties, name) ? properties[name] : undefined
}

const takers = (name: string): string =>
  (Object.keys(operations) as OperationId[])
    .filter(operation => property(operation, name) !== undefined)
    .map(operation => operations[operation].endpoint)
    .join(', ')

/** The request with one more property in its body. */
const withProperty = (request: SimulatedRequest, flag: string, name: string, value: unknown): SimulatedRequest => {
  const operation = operationOf(request)
  const where = operation === null ? 'a URL that is no endpoint' : `${request.method} ${operations[operation].path}`
  const taken = operation === null ? undefined : property(operation, name)
  if (taken === undefined)
    throw new UsageError(`${flag} does not go with ${where}: ${name} is taken by ${takers(name)}.`)
  const { body } = request
  if (!isObject(body))
    throw new UsageError(`${flag} needs a body that is a mapping, and the request has none. Write it in --request.`)
  const words = taken.enum?.filter(word => typeof word === 'string')
  if (words !== undefined && typeof value === 'string' && !words.includes(value))
    throw new UsageError(`${flag} ${value} does not go with ${where}. ${suggest(value, words)}`)
  return { ...request, body: { ...body, [name]: value } }
}

/** A key as a header carries it: what is wrong with it is told without it. */
const withKey = (request: SimulatedRequest, key: string): SimulatedRequest => {
  if (!/^[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/.test(key))
    throw new UsageError(
      '--key has what no header carries: it is one line of Latin-1 characters, without blanks around.',
    )
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${key}` } }
}

/** The request as the flags want it. Throws `UsageError` where it can't be so. */
export const adjustedRequest = (
  request: SimulatedRequest,
  { model, stream, tier, key }: Adjustments,
): SimulatedRequest => {
  let adjusted = request
  if (model !== undefined) adjusted = withProperty(adjusted, '--model', 'model', model)
  if (stream !== undefined) adjusted = withProperty(adjusted, stream ? '--stream' : '--no-stream', 'stream', stream)
  if (tier !== undefined) adjusted = withProperty(adjusted, '--tier', 'service_tier', tier)
  return key === undefined ? adjusted : withKey(adjusted, key)
}
