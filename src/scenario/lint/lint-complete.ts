import { embeddingModels } from '../../groq/embeddings.ts'
import { listed } from '../../listed.ts'
import type { RawComplete } from '../../outcomes/complete.ts'
import { endSchemas } from '../../outcomes/complete-end.ts'
import { completeParts, shownParts } from '../../outcomes/complete-parts.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome, type Placed } from './every-outcome.ts'
import { listOf, warning } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'

const named = (endpoints: readonly string[]): string =>
  endpoints.length > 3 ? 'these endpoints' : listed(endpoints, 'and')

const hiddenParts = ({ raw, path, rule: { match = {} } }: Placed): readonly PathDiagnostic[] => {
  const endpoints = endpointsOf(reachableOperations(match))
  if (raw.complete === undefined || !isNarrow(match) || endpoints.length === 0) return []
  return completeParts(raw.complete as RawComplete)
    .filter(part => !Object.hasOwn(endSchemas, part) && !endpoints.some(name => shownParts[name].includes(part)))
    .map(part => {
      const showing = Object.entries(shownParts).flatMap(([name, parts]) => (parts.includes(part) ? name : []))
      return warning(
        [...path, 'complete', ...part.split('.')],
        `"${part}" is never seen: answers of ${named(endpoints)} do not show it`,
        `It is shown by ${listed(showing, 'and')}; for another body use \`reply\`.`,
      )
    })
}

/** How a response finishes shows only where it is cut off: `finish: length`. */
const idleFinish = ({ raw, path, rule: { match = {} } }: Placed): readonly PathDiagnostic[] => {
  const { finish } = (raw.complete ?? {}) as RawComplete
  const endpoints = endpointsOf(reachableOperations(match))
  const isOfResponses = isNarrow(match) && endpoints.length > 0 && endpoints.every(name => name === 'responses')
  return finish === undefined || finish === 'length' || !isOfResponses
    ? []
    : [
        warning(
          [...path, 'complete', 'finish'],
          `"finish: ${finish}" is never seen: a response only shows that it was cut off`,
          'Use finish: length, or take it out.',
        ),
      ]
}

/** Pieces that no stream brings: the answer is what it would be with the same as a text. */
const idleChunks = ({ raw, path, rule: { match = {} } }: Placed): readonly PathDiagnostic[] =>
  (raw.complete as RawComplete | undefined)?.chunks === undefined || match.stream !== false
    ? []
    : [
        warning(
          [...path, 'complete', 'chunks'],
          '"chunks" is never seen: this rule matches no request that is streamed, and a whole answer has them joined',
          'Use text.',
        ),
      ]

/** A vector in a length that the model does not have. */
const oddVector = ({ raw, path, rule: { match = {} } }: Placed): readonly PathDiagnostic[] => {
  const { embedding } = (raw.complete ?? {}) as RawComplete
  const [first] = embedding ?? []
  const model = typeof match.model === 'string' ? embeddingModels.find(({ id }) => id === match.model) : undefined
  if (embedding === undefined || model === undefined) return []
  const length = typeof first === 'number' ? embedding.length : (first?.length ?? 0)
  return length === model.dimensions
    ? []
    : [
        warning(
          [...path, 'complete', 'embedding'],
          `a vector of ${model.id} has ${model.dimensions} numbers, this one ${length}`,
          'It is sent as it is.',
        ),
      ]
}

const isSuccess = ({ raw }: Placed): boolean => raw.complete !== undefined || typeof raw.fault === 'object'

/** Successes for requests that the API refuses whatever they say; a preflight is none of these. */
const neverGiven = (one: Placed): readonly PathDiagnostic[] => {
  const { match = {} } = one.rule
  const isPreflight = listOf(match.method).some(name => name.toUpperCase() === 'OPTIONS')
  if (!isSuccess(one) || !isNarrow(match) || match.problem !== undefined || isPreflight) return []
  // an endpoint without such a method or path is told elsewhere
  if (match.endpoint !== undefined || reachableOperations(match).length > 0) return []
  const key = one.raw.complete === undefined ? 'fault' : 'complete'
  return [
    warning(
      [...one.path, key],
      `"${key}" is never given: the API refuses every request that this rule matches, and a success leaves those alone`,
      'Answer with `reply`; or, if refused requests are meant, say so: match: { problem: "*" }.',
    ),
  ]
}

/** Content that no answer shows, and successes that no request gets. */
export const lintComplete = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyOutcome(raw).flatMap(one => [
    ...hiddenParts(one),
    ...idleFinish(one),
    ...idleChunks(one),
    ...oddVector(one),
    ...neverGiven(one),
  ])
