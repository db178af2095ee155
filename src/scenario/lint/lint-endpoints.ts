import type { EndpointName } from '../../groq/endpoints.ts'
import { listed } from '../../listed.ts'
import { nearest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseByteBound } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { globPattern, isExpression } from '../match/pattern.ts'
import { shown } from '../yaml/words.ts'
import { everyMatch, type PlacedMatch } from './every-match.ts'
import { listOf, warning } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'
import { modelledEndpoints, saidBy } from './said-by.ts'

const RESOURCES: readonly EndpointName[] = ['files', 'files.content', 'batches', 'fine_tunings']

/** Tiers that requests may name, and `on_demand` for those that name none. */
const TIERS = ['on_demand', 'flex', 'performance', 'auto', 'default']

const unsaid = ({ match, path, reach }: PlacedMatch): readonly PathDiagnostic[] => {
  const possible = reachableOperations(reach)
  const endpoints = endpointsOf(possible)
  if (!isNarrow(reach) || endpoints.length === 0) return []
  const hasBody = possible.some(({ body }) => body !== 'none')
  return saidBy
    .filter(([key, known]) => match[key] !== undefined && !endpoints.some(name => known.includes(name)))
    .filter(([key]) => hasBody || key === 'model')
    .map(([key, known]) =>
      warning(
        [...path, key],
        `requests of ${listed(endpoints, 'and')} say nothing of "${key}"`,
        `Take it out; it is for ${listed(known, 'and')}.`,
      ),
    )
}

const lintTiers = ({ match: { tier }, path }: PlacedMatch): readonly PathDiagnostic[] =>
  listOf(tier).flatMap((text, i) => {
    const pattern = globPattern(text)
    if (isExpression(text) || text.startsWith('!') || TIERS.some(pattern.test)) return []
    const near = nearest(text, TIERS)
    const at = typeof tier === 'string' ? [...path, 'tier'] : [...path, 'tier', i]
    return [
      warning(
        at,
        `there is no service tier ${shown(text)}`,
        near ? `Did you mean "${near}"?` : `There are ${listed(TIERS, 'and')}.`,
      ),
    ]
  })

const OF_BODY = new Set(['wrong-content-type', 'empty-body', 'invalid-json', 'invalid-body'])
const OF_MODEL = new Set(['unknown-model', 'retired-model'])

/** Why these endpoints never have a problem; null if they may. */
const whyNever = (problem: string, match: RawExcluded): string | null => {
  const possible = reachableOperations(match)
  const endpoints = endpointsOf(possible)
  if (OF_BODY.has(problem) && possible.every(({ body }) => body === 'none')) return 'these requests have no body'
  if (OF_MODEL.has(problem) && !endpoints.some(name => modelledEndpoints.has(name)))
    return `requests of ${listed(endpoints, 'and')} name no model`
  if (problem === 'unknown-resource' && !endpoints.some(name => RESOURCES.includes(name)))
    return `requests of ${listed(endpoints, 'and')} name no file, batch or fine tuning`
  return null
}

const lintProblems = ({ match, path, reach }: PlacedMatch): readonly PathDiagnostic[] => {
  if (reach.endpoint === undefined || reachableOperations(reach).length === 0) return []
  return listOf(match.problem).flatMap((problem, i) => {
    const why = whyNever(problem, reach)
    const at = typeof match.problem === 'string' ? [...path, 'problem'] : [...path, 'problem', i]
    return why === null ? [] : [warning(at, `"${problem}" is never found here: ${why}`, 'Take it out.')]
  })
}

const lintBytes = ({ match, path, reach }: PlacedMatch): readonly PathDiagnostic[] => {
  const possible = reachableOperations(reach)
  const isLarger = match.bytes !== undefined && parseByteBound(match.bytes)?.than === 'more'
  if (!isLarger || reach.endpoint === undefined || possible.length === 0) return []
  return possible.some(({ body }) => body !== 'none')
    ? []
    : [warning([...path, 'bytes'], 'these requests have no body that is larger than nothing', 'Take "bytes" out.')]
}

/** Criteria that say nothing about the endpoint's requests. */
export const lintEndpoints = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyMatch(raw).flatMap(placed => {
    // where bodies are not looked at, anything may stand in one
    const ofBody = raw.api?.validation !== 'off' && placed.match.problem === undefined
    return [...(ofBody ? [...unsaid(placed), ...lintTiers(placed)] : []), ...lintProblems(placed), ...lintBytes(placed)]
  })
