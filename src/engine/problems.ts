import type { Call, Problem, ProblemName } from '../call.ts'
import { models, retiredModels } from '../groq/models.ts'
import type { ErrorSpec } from '../outcomes/error/error-spec.ts'
import type { ApiSettings } from '../scenario/scenario.ts'
import { namedResources } from './named-resources.ts'
import type { SessionState } from './question.ts'

interface ProblemFacts {
  /** As the first half of "…: 400 Bad Request". */
  readonly says: string
  readonly error: ErrorSpec
}

/** How the API answers what it finds wrong, and how that reads. The order is that of `problemNames`. */
export const problems: Readonly<Record<ProblemName, ProblemFacts>> = {
  'bad-url': {
    says: 'the URL or its host is not valid, or badly encoded',
    error: { status: 400, variant: 'bad-url' },
  },
  'bad-expectation': {
    says: 'the request expects what no server gives',
    error: { status: 417, variant: 'expectation-failed' },
  },
  'unknown-url': { says: 'the API has no such URL', error: { status: 404, variant: 'unknown-url' } },
  'wrong-method': { says: 'the API has this URL, but not this method', error: { status: 404, variant: 'unknown-url' } },
  'wrong-content-type': {
    says: 'the content type does not fit the operation',
    error: { status: 400, variant: 'wrong-content-type' },
  },
  'body-too-large': {
    says: 'the body is larger than bodyLimit, or than the limit for bodies with images, or has too many names and values or one that is too long, or all bodies are too large together',
    error: { status: 413, variant: 'body-too-large' },
  },
  'empty-body': { says: 'the body is empty', error: { status: 400, variant: 'empty-body' } },
  'invalid-json': { says: 'the body is not JSON', error: { status: 400, variant: 'invalid-json' } },
  'invalid-body': { says: 'the body is not what the API takes', error: { status: 400, variant: 'invalid-body' } },
  'no-key': { says: 'the request has no API key', error: { status: 401, variant: 'invalid-api-key' } },
  'bad-key': { says: 'the API key is refused', error: { status: 401, variant: 'invalid-api-key' } },
  'unknown-model': { says: 'the model is not served', error: { status: 404, variant: 'model-not-found' } },
  'retired-model': { says: 'the model is retired', error: { status: 400, variant: 'model-decommissioned' } },
  'unknown-resource': {
    says: 'the session has no such file, batch or fine tuning',
    error: { status: 404, variant: 'file-not-found' },
  },
}

const served: ReadonlySet<string> = new Set(models.map(({ id }) => id))

// one that was retired lately gets what a model gets that never was
const RETIRED_LATELY: Problem = { name: 'retired-model', status: 404, variant: 'model-not-found' }
const RETIRED_LONG_AGO: Problem = { name: 'retired-model' }
const retired: ReadonlyMap<string, Problem> = new Map(
  retiredModels.map(({ id, variant }) => [id, variant === 'model-not-found' ? RETIRED_LATELY : RETIRED_LONG_AGO]),
)

const credentialsProblem = ({ key, headers }: Call, { keys }: ApiSettings): Problem | null => {
  if (keys === 'any') return null
  if (key === null) return { name: headers.authorization === undefined ? 'no-key' : 'bad-key' }
  return keys === 'present' || keys.includes(key) ? null : { name: 'bad-key' }
}

const modelProblem = ({ model }: Call, { models: allowed }: ApiSettings): Problem | null => {
  if (model === null || allowed === 'any') return null
  if (allowed === 'known' ? served.has(model) : allowed.includes(model)) return null
  return retired.get(model) ?? { name: 'unknown-model' }
}

const NOT_FOUND: Readonly<Record<string, readonly [variant: string, placeholder: string]>> = {
  batches: ['batch-not-found', 'batch'],
  fine_tunings: ['fine-tuning-not-found', 'fineTuning'],
}

const resourceProblem = (call: Call, api: ApiSettings, resources: SessionState['resources']): Problem | null => {
  if (api.resources === 'any') return null
  const missing = namedResources(call).find(({ endpoint, id }) => !resources.has(endpoint, id))
  if (!missing) return null
  const [variant, placeholder] = NOT_FOUND[missing.endpoint ?? ''] ?? ['file-not-found', 'file']
  return { name: 'unknown-resource', variant, fill: { [placeholder]: missing.id } }
}

/** The first thing that is wrong with a call: the request itself, then its key, its model, and the resource that it names. */
export const problemOf = (call: Call, api: ApiSettings, resources: SessionState['resources']): Problem | null =>
  call.problem ?? credentialsProblem(call, api) ?? modelProblem(call, api) ?? resourceProblem(call, api, resources)
