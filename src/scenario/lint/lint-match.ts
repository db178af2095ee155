import { type Operation, operations } from '../../groq/endpoints.ts'
import { listed } from '../../listed.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseByteBound } from '../../units.ts'
import type { RawApi, RawScenario } from '../language/raw-scenario.ts'
import { endpointFits, type RawExcluded } from '../match/criteria.ts'
import { everyMatch } from './every-match.ts'
import { listOf, warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']

const all: readonly Operation[] = Object.values(operations)
/** What is found wrong before the URL led to an operation. */
const WITHOUT_ENDPOINT = new Set(['bad-url', 'unknown-url', 'wrong-method'])
/** What is found wrong before the body was read. */
const WITHOUT_BODY = new Set([
  ...WITHOUT_ENDPOINT,
  'bad-expectation',
  'wrong-content-type',
  'body-too-large',
  'empty-body',
  'invalid-json',
])
const OF_BODY = ['stream', 'tier', 'turn', 'says', 'body'] as const

/** The operations that a match leaves possible; a HEAD is a GET without its body. */
export const possibleOperations = ({ endpoint, method }: RawExcluded): readonly Operation[] => {
  const methods = method === undefined ? null : listOf(method).map(name => name.toUpperCase().replace('HEAD', 'GET'))
  return all.filter(
    operation =>
      (endpoint === undefined || endpointFits(endpoint, operation.endpoint)) &&
      (methods?.includes(operation.method) ?? true),
  )
}

const never = (path: Path, why: string, hint: string): PathDiagnostic =>
  warning(path, `this can never hold: ${why}`, hint)

const lintProblem = (match: RawExcluded, path: Path): readonly PathDiagnostic[] => {
  const problems = listOf(match.problem)
  if (problems.length === 0) return []
  const names = listed(problems)
  const found: PathDiagnostic[] = []
  if (match.endpoint !== undefined && problems.every(name => WITHOUT_ENDPOINT.has(name)))
    found.push(never([...path, 'endpoint'], `a request with ${names} has no endpoint`, 'Take it out, or match `path`.'))
  if (!problems.every(name => WITHOUT_BODY.has(name))) return found
  for (const key of [...OF_BODY, 'model'] as const)
    if (match[key] !== undefined)
      found.push(never([...path, key], `with ${names} the body is not read`, `Take "${key}" out.`))
  return found
}

const neverFound: readonly {
  readonly names: readonly string[]
  readonly off: (api: RawApi) => boolean
  readonly why: string
  readonly hint: string
}[] = [
  {
    names: ['no-key', 'bad-key'],
    off: ({ keys = 'any' }) => keys === 'any',
    why: 'api.keys is any, so no key is refused',
    hint: 'Set api.keys: present, or list the good ones.',
  },
  {
    names: ['unknown-model', 'retired-model'],
    off: ({ models = 'any' }) => models === 'any',
    why: 'api.models is any, so every model is served',
    hint: 'Set api.models: known, or list them.',
  },
  {
    names: ['unknown-resource'],
    off: ({ resources }) => resources === 'any',
    why: 'api.resources is any, so every file, batch and fine tuning is there',
    hint: 'Take api.resources out.',
  },
  {
    names: ['invalid-body'],
    off: ({ validation }) => validation === 'off',
    why: 'api.validation is off, so no body is refused',
    hint: 'Take api.validation out.',
  },
]

const lintNeverFound = ({ problem }: RawExcluded, api: RawApi, path: Path): readonly PathDiagnostic[] =>
  neverFound
    .filter(
      ({ names, off }) => problem !== undefined && listOf(problem).every(name => names.includes(name)) && off(api),
    )
    .map(({ why, hint }) => never([...path, 'problem'], why, hint))

const bodiless = (match: RawExcluded, path: Path): readonly PathDiagnostic[] =>
  OF_BODY.filter(key => match[key] !== undefined).map(key =>
    never([...path, key], 'these requests have no body', `Take "${key}" out, or match another endpoint or method.`),
  )

const lintOperations = (match: RawExcluded, path: Path): readonly PathDiagnostic[] => {
  if (match.endpoint === undefined && match.method === undefined) return []
  const methods = listOf(match.method).map(name => name.toUpperCase())
  // a preflight has the endpoint that it asks about
  if (methods.includes('OPTIONS')) return methods.every(name => name === 'OPTIONS') ? bodiless(match, path) : []
  const possible = possibleOperations(match)
  if (match.endpoint !== undefined && possible.length === 0) {
    const methods = new Set(possibleOperations({ endpoint: match.endpoint }).map(({ method }) => method))
    return [
      never(
        [...path, 'method'],
        `${listed(listOf(match.endpoint))} takes ${listed([...methods], 'and')} only`,
        'For requests with a wrong method write problem: wrong-method, with `path` instead of `endpoint`.',
      ),
    ]
  }
  if (possible.some(({ body }) => body !== 'none')) return []
  return bodiless(match, path)
}

// flags that other engines know; here they make the text plain text
const FOREIGN_FLAGS = /^\/.+\/(?=[a-z]*[dgnuvxyU])([dgimnsuvxyU]{1,6})$/s

const foreignFlags = (value: unknown, path: Path): readonly PathDiagnostic[] => {
  const [, flags] = typeof value === 'string' ? (FOREIGN_FLAGS.exec(value) ?? []) : []
  return flags === undefined
    ? []
    : [
        warning(
          path,
          `this is plain text, not a regular expression: there are no flags "${flags}"`,
          'The flags are i, m and s; an expression finds any part of the text.',
        ),
      ]
}

const lintTexts = (
  { header = {}, query = {}, body = {}, says }: RawExcluded,
  path: Path,
): readonly PathDiagnostic[] => [
  ...Object.entries(header).flatMap(([name, value]) => foreignFlags(value, [...path, 'header', name])),
  ...Object.entries(query).flatMap(([name, value]) => foreignFlags(value, [...path, 'query', name])),
  ...Object.entries(body).flatMap(([name, value]) => foreignFlags(value, [...path, 'body', name])),
  ...foreignFlags(says, [...path, 'says']),
]

const lintBytes = ({ bytes }: RawExcluded, path: Path): readonly PathDiagnostic[] => {
  const bound = bytes === undefined ? null : parseByteBound(bytes)
  return bound?.than === 'less' && bound.bytes === 0
    ? [never([...path, 'bytes'], 'no body has less than 0 bytes', 'For requests without a body write "<1B".')]
    : []
}

const lintHeader = ({ header = {} }: RawExcluded, path: Path): readonly PathDiagnostic[] =>
  Object.entries(header)
    .filter(([name]) => name.toLowerCase() === 'x-mock-status')
    .map(([name, value]) => {
      const at = [...path, 'header', name]
      const why = 'a request with x-mock-status gets what it asks for before any rule is looked at'
      return value === null
        ? warning(at, `this always holds: ${why}`, 'Take it out.')
        : never(at, why, 'Match another header, such as one of your own.')
    })

/** Problems that the API never finds, as it is set. */
export const lintProblems = ({ rules = [], api = {} }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap(({ match }, i) => (match ? lintNeverFound(match, api, ['rules', i, 'match']) : []))

/** Criteria that can't hold, or not together. */
export const lintMatch = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyMatch(raw).flatMap(({ match, path }) => [
    ...lintProblem(match, path),
    ...lintOperations(match, path),
    ...lintTexts(match, path),
    ...lintBytes(match, path),
    ...lintHeader(match, path),
  ])
