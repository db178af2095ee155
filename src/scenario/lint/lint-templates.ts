import type { EndpointName } from '../../groq/endpoints.ts'
import { listed } from '../../listed.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { outcomeNames } from '../compile-scenario.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { parseTemplate, type TemplateName } from '../template/parse-template.ts'
import { plainTextsIn, templatesIn } from '../template/templated.ts'
import { everyOutcome, type Placed } from './every-outcome.ts'
import { warning } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'
import { saidBy } from './said-by.ts'

/** The endpoints that a rule matches, where none of their requests has what a name stands for; else null. */
const neverIn = (name: TemplateName, { rule: { match = {} } }: Placed): readonly EndpointName[] | null => {
  const possible = reachableOperations(match)
  const endpoints = endpointsOf(possible)
  if (!isNarrow(match) || endpoints.length === 0) return null
  if (name === 'body') return possible.every(({ body }) => body === 'none') ? endpoints : null
  const known = saidBy.find(([key]) => key === name)?.[1]
  return known === undefined || endpoints.some(endpoint => known.includes(endpoint)) ? null : endpoints
}

const lintTemplate = (text: string, path: PathDiagnostic['path'], placed: Placed): readonly PathDiagnostic[] => {
  const parts = parseTemplate(text)
  const placeholders = typeof parts === 'string' ? [] : parts.filter(part => typeof part !== 'string')
  if (placeholders.length === 0)
    return [warning(path, 'this template names nothing of the request', 'Write it as plain text.')]
  return placeholders.flatMap(({ name, written }) => {
    const endpoints = neverIn(name, placed)
    return endpoints === null
      ? []
      : [
          {
            path,
            severity: 'error',
            message: `requests of ${listed(endpoints, 'and')} have nothing for ${written}`,
            hint: 'Take it out, or match the endpoint that is meant.',
          } as const,
        ]
  })
}

/** A text that reads like a template. */
const lintPlain = (
  outcome: string,
  key: string,
  text: string,
  path: PathDiagnostic['path'],
): readonly PathDiagnostic[] => {
  const parts = text.includes('{{') ? parseTemplate(text) : ''
  const named = typeof parts === 'string' ? undefined : parts.find(part => typeof part !== 'string')
  if (named === undefined) return []
  const how = outcome === 'reply' ? 'template in place of body' : `${key}: { template: … }`
  return [warning(path, `${named.written} stays as it is: this is plain text`, `To fill it write ${how}.`)]
}

/** Templates that say the same to everybody, or name what no request of their rule has; and texts that may be meant as one. */
export const lintTemplates = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyOutcome(raw).flatMap(placed =>
    outcomeNames.flatMap(outcome => [
      ...templatesIn(outcome, placed.raw[outcome]).flatMap(({ path, template }) =>
        lintTemplate(template, [...placed.path, outcome, ...path], placed),
      ),
      ...plainTextsIn(outcome, placed.raw[outcome]).flatMap(([key, text]) =>
        lintPlain(outcome, key, text, [...placed.path, outcome, key]),
      ),
    ]),
  )
