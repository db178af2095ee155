import { problemNames } from '../../call.ts'
import { endpointNames } from '../../groq/endpoints.ts'
import type { JsonSchema } from '../../json-schema.ts'
import { suggest } from '../../nearest.ts'
import type { Subject } from '../scenario.ts'
import { body, bytes, says } from './body-criteria.ts'
import type { CriterionKind } from './criterion-kind.ts'
import { early } from './early.ts'
import { excluding, type RawCriteria } from './excluding.ts'
import { inRange } from './in-range.ts'
import { header, query } from './named-values.ts'
import { path } from './path.ts'
import { globPattern, type Pattern } from './pattern.ts'
import { turn } from './turn.ts'

type Names = string | readonly string[]

const listOf = (names: Names): readonly string[] => (typeof names === 'string' ? [names] : names)

const text = (description: string, examples: readonly unknown[], offers?: string): JsonSchema => {
  const one = { type: 'string', minLength: 1, ...(offers === undefined ? {} : { offers }) } as const
  return {
    description,
    examples,
    expects: 'text, or a list of texts',
    anyOf: [one, { type: 'array', minItems: 1, items: one }],
  }
}

const anyPattern = (patterns: readonly Pattern[], seen: string | null): boolean =>
  seen !== null && patterns.some(pattern => pattern.test(seen))

const globs = (
  description: string,
  examples: readonly unknown[],
  of: (subject: Subject) => string | null,
  offers?: string,
): CriterionKind<Names> => ({
  schema: text(description, examples, offers),
  compile: raw => {
    const patterns = listOf(raw).map(globPattern)
    return subject => anyPattern(patterns, of(subject))
  },
})

/** What is wrong with names that do not exist: all of them, and what was meant by each. */
const strays = (what: string, unknown: readonly string[], names: readonly string[]) => {
  const [first, ...more] = unknown
  if (first === undefined) return null
  const others = more.map(name => `, nor "${name}"`).join('')
  return {
    message: `there is no ${what} "${first}"${others}`,
    hint: [...new Set(unknown.map(name => suggest(name, names)))].join(' '),
  }
}

/** Whether `match.endpoint` fits the name of an endpoint; null is a URL that is no endpoint. */
export const endpointFits = (raw: Names, endpoint: string | null): boolean =>
  endpoint !== null && listOf(raw).some(glob => globPattern(glob).test(endpoint))

const endpoint: CriterionKind<Names> = {
  schema: text('The endpoint, or several; `*` allowed.', ['chat.completions', ['models', 'chat.*']], 'endpoints'),
  diagnose: raw =>
    strays(
      'endpoint',
      listOf(raw).filter(glob => !endpointNames.some(name => globPattern(glob).test(name))),
      endpointNames,
    ),
  compile: raw => {
    const fitting = new Set(endpointNames.filter(name => endpointFits(raw, name)))
    return ({ call }) => call.endpoint !== null && fitting.has(call.endpoint)
  },
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

const method: CriterionKind<Names> = {
  schema: text('The HTTP method, or several.', ['GET', ['POST', 'DELETE']], 'methods'),
  diagnose: raw =>
    strays(
      'method',
      listOf(raw).filter(name => !METHODS.includes(name.toUpperCase())),
      METHODS,
    ),
  compile: raw => {
    const names = listOf(raw).map(name => name.toUpperCase())
    return ({ call }) => names.includes(call.method)
  },
}

const stream: CriterionKind<boolean> = {
  schema: { type: 'boolean', description: 'Whether the request asks for a stream.', examples: [true] },
  compile:
    raw =>
    ({ call }) =>
      call.stream === raw,
}

const attempt = inRange(
  { description: 'Which attempt of the same call this is: `2` or `1..3`.', examples: [1, '2..3'], least: 1 },
  ({ attempt: { attempt } }) => attempt,
)

const problem: CriterionKind<Names> = {
  schema: text(
    'What the server found wrong by itself; `*` for anything.',
    ['invalid-json', ['no-key', 'bad-key'], '*'],
    'problems',
  ),
  diagnose: raw =>
    strays(
      'problem',
      listOf(raw).filter(name => name !== '*' && !(problemNames as readonly string[]).includes(name)),
      problemNames,
    ),
  compile: raw => {
    const names = listOf(raw)
    return subject => subject.problem !== null && (names.includes('*') || names.includes(subject.problem.name))
  },
}

/** Every key of `match` but `not`, in the order in which they are tried: the most telling ones come first. */
const positive = {
  endpoint,
  method,
  path,
  problem,
  attempt,
  early,
  stream,
  model: globs('A glob on the model asked for.', ['openai/gpt-oss-*'], ({ call }) => call.model, 'models'),
  tier: globs('A glob on the service tier asked for.', ['flex'], ({ call }) => call.tier, 'tiers'),
  key: globs('A glob on the API key.', ['gsk_test_*'], ({ call }) => call.key),
  header,
  query,
  bytes,
  turn,
  says,
  body,
} as const

/** What is written behind `not:`. */
export type RawExcluded = RawCriteria<typeof positive>

/** Every key of `match`. */
export const criteria = { ...positive, not: excluding(positive) } as const

export type CriterionKey = keyof typeof criteria

/** What is written behind `match:`, after it fitted the schema. */
export type RawMatch = RawCriteria<typeof criteria>
