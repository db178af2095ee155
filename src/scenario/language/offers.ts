import type { ProblemName } from '../../call.ts'
import { type Operation, operations } from '../../groq/endpoints.ts'
import { fillTemplate } from '../../groq/error-body.ts'
import { catalogue, type JsonVariant, type PageVariant, type StatusFacts } from '../../groq/errors.ts'
import { models } from '../../groq/models.ts'

/** A value that editors offer, and what they say of it. */
export interface Offer {
  readonly value: string | number
  readonly says: string
}

const offersOf = (table: Readonly<Record<string, string>>): readonly Offer[] =>
  Object.entries(table).map(([value, says]) => ({ value, says }))

const endpoints = (): readonly Offer[] => {
  const routes = new Map<string, string[]>()
  for (const { endpoint, method, path } of Object.values<Operation>(operations))
    routes.set(endpoint, [...(routes.get(endpoint) ?? []), `${method} ${path}`])
  return [...routes].map(([value, all]) => ({ value, says: all.join(', ') }))
}

const methods = (): readonly Offer[] =>
  offersOf({
    GET: 'Reads: models, files, batches, fine tunings.',
    POST: 'Asks for an answer, uploads, or makes something.',
    DELETE: 'Deletes a file, a model or a fine tuning.',
    HEAD: 'A file, without its bytes.',
    OPTIONS: 'The preflight of a browser.',
    PUT: 'No operation has it.',
    PATCH: 'No operation has it.',
  })

const KINDS = { chat: 'chat', transcription: 'speech to text', speech: 'text to speech', classifier: 'classifies' }

const knownModels = (): readonly Offer[] =>
  models.map(({ id, name, kind, contextWindow }) => ({
    value: id,
    says: `${name}: ${KINDS[kind]}, ${contextWindow} tokens of context.`,
  }))

const tiers = (): readonly Offer[] =>
  offersOf({
    on_demand: 'The usual tier, also of requests that name none.',
    flex: 'More requests, and 498 where there is no room for one.',
    performance: 'The tier of enterprise plans.',
    auto: 'Whichever has room.',
    default: 'What responses call the usual tier.',
  })

const PROBLEMS: Readonly<Record<ProblemName, string>> = {
  'bad-url': 'The URL or its host is not valid, or badly encoded.',
  'bad-expectation': 'The request expects what no server gives.',
  'unknown-url': 'The API has no such URL.',
  'wrong-method': 'The API has this URL, but not this method.',
  'wrong-content-type': 'The content type does not fit the operation.',
  'body-too-large': 'The body is larger than bodyLimit, or has too much in it.',
  'empty-body': 'The body is empty.',
  'invalid-json': 'The body is not JSON.',
  'invalid-body': 'The body is not what the operation takes.',
  'no-key': 'The request has no API key, and needs one.',
  'bad-key': 'The API key is refused.',
  'unknown-model': 'The model is not served.',
  'retired-model': 'The model is retired.',
  'unknown-resource': 'The session has no such file, batch or fine tuning.',
}

const problems = (): readonly Offer[] => offersOf({ ...PROBLEMS, '*': 'Anything that is wrong.' })

const failures = catalogue.filter(({ status }) => status >= 400)

const statuses = (): readonly Offer[] =>
  failures.map(({ status, title, description }) => ({ value: status, says: `${title}. ${description}` }))

/** What editors offer, by the name that the schema has for it; tables are gathered when somebody asks. */
export const offers: ReadonlyMap<string, () => readonly Offer[]> = new Map([
  ['endpoints', endpoints],
  ['methods', methods],
  ['models', knownModels],
  ['problems', problems],
  ['statuses', statuses],
  ['tiers', tiers],
])

const saidOf = (variant: JsonVariant | PageVariant): string => {
  const says =
    variant.kind === 'page' ? `A page of HTML: ${variant.title}` : fillTemplate(variant.message, {}, variant.sample)
  return `${says} (${variant.provenance})`
}

/** The bodies that a status has; those of pages too, where they are wanted. */
const variantsOf = ({ variants }: StatusFacts, pages: boolean): readonly Offer[] =>
  Object.entries(variants)
    .filter(([, { kind }]) => pages || kind === 'json')
    .map(([value, variant]) => ({ value, says: saidOf(variant) }))

/** What is offered for a key by the status that stands beside it, by the name that the schema has for it. */
export const offersByStatus: ReadonlyMap<string, () => ReadonlyMap<number, readonly Offer[]>> = new Map([
  ['variants', () => new Map(failures.map(facts => [facts.status, variantsOf(facts, true)]))],
  ['json-variants', () => new Map(failures.map(facts => [facts.status, variantsOf(facts, false)]))],
])
