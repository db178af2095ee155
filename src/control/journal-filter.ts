import { endpointNames } from '../groq/endpoints.ts'
import type { EntryFilter } from '../journal/entry-filter.ts'
import { entrySchema } from '../journal/entry-schema.ts'
import { suggest } from '../nearest.ts'
import { outcomeNames } from '../scenario/compile-scenario.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { RuleNames } from './rule-names.ts'

const text = (description: string) => ({ type: 'string', description }) as const

/** What may be asked of a journal; what stands in the entries themselves is that of their schema. */
const properties = {
  status: { type: 'integer', minimum: 100, maximum: 999, description: 'A status such as 429.' },
  endpoint: { enum: endpointNames, description: 'An endpoint.' },
  call: text('The id of a call.'),
  rule: text('A rule that decided or changed the answer.'),
  outcome: { enum: outcomeNames, description: 'A kind of outcome.' },
  attempt: { type: 'integer', minimum: 1, maximum: 999_999_999, description: 'The number of the attempt, from 1.' },
  endedBy: { enum: entrySchema.properties.endedBy.enum, description: 'Who ended it.' },
  model: text('A model.'),
  since: { type: 'string', pattern: '^req_[0-9a-z]{26}$', description: 'The id of an entry: only what came after it.' },
  before: {
    type: 'string',
    pattern: '^(?:latest|req_[0-9a-z]{26})$',
    description: 'latest, or the id of an entry: what came before it, newest first.',
  },
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
    description: 'How many at most; a page of JSON has 100 else.',
  },
} as const

/** The query of a call that asks for entries. */
export const querySchema = { type: 'object', additionalProperties: false, properties } as const

type Key = keyof typeof properties
type Query = { readonly [Name in Key]?: string }

const QUERY_KEYS = Object.keys(properties) as readonly Key[]

/** What is wrong with a text behind a key, as a sentence, or null. */
type FindProblem = (text: string) => string | null

const wrong = (key: Key, text: string, expects: string): string =>
  `The filter ${key} is ${JSON.stringify(text)}; expected ${expects}.`

const whole =
  (key: 'status' | 'attempt' | 'limit', says: (text: string) => string): FindProblem =>
  text => {
    const { minimum, maximum } = properties[key]
    return /^[1-9]\d{0,8}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum ? null : says(text)
  }

const entryId = new RegExp(properties.since.pattern)
const beforeId = new RegExp(properties.before.pattern)

const oneOf =
  (what: string, names: readonly string[]): FindProblem =>
  text =>
    names.includes(text) ? null : `There is no ${what} "${text}". ${suggest(text, names)}`

const problemFinders: { readonly [Name in Key]?: FindProblem } = {
  status: whole('status', text => wrong('status', text, 'a status such as 429')),
  endpoint: oneOf('endpoint', properties.endpoint.enum),
  outcome: oneOf('outcome', properties.outcome.enum),
  attempt: whole('attempt', text => wrong('attempt', text, 'a number from 1')),
  endedBy: oneOf('ending', properties.endedBy.enum),
  since: text => (entryId.test(text) ? null : wrong('since', text, 'the id of an entry, such as the next of a page')),
  before: text =>
    beforeId.test(text) ? null : wrong('before', text, 'latest, or the id of an entry, such as the next of a page'),
  limit: whole(
    'limit',
    text => `The limit is ${JSON.stringify(text)}; expected a number from 1 to ${properties.limit.maximum}.`,
  ),
}

const strayIn = (asked: object): string | null => {
  for (const [key, value] of Object.entries(asked)) {
    if (!(QUERY_KEYS as readonly string[]).includes(key))
      return `There is no filter "${key}". ${suggest(key, QUERY_KEYS)}`
    if (typeof value !== 'string') return `The filter ${key} is given more than once; give it once.`
  }
  return null
}

const NUMBERS: ReadonlySet<string> = new Set(['status', 'attempt', 'limit'])

/** The filter that a query asks for, or the sentence that says what is wrong with it. */
export const journalFilterOf = async (query: Query, ruleNames: RuleNames): Promise<EntryFilter | string> => {
  const stray = strayIn(query)
  if (stray !== null) return stray
  // entries have no secrets: whoever looks for one looks for its hash
  const asked: Query = Object.fromEntries(Object.entries(query).map(([key, text]) => [key, withoutSecrets(text)]))
  const found = QUERY_KEYS.map(key => (asked[key] === undefined ? null : (problemFinders[key]?.(asked[key]) ?? null)))
  const problem = found.find(sentence => sentence !== null)
  if (problem) return problem
  const noRule = asked.rule === undefined ? null : oneOf('rule', await ruleNames())(asked.rule)
  if (noRule !== null) return noRule
  return Object.fromEntries(
    Object.entries(asked).map(([key, text]) => [key, NUMBERS.has(key) ? Number(text) : text]),
  ) as EntryFilter
}
