import { endpointNames } from '../groq/endpoints.ts'
import type { EntryFilter } from '../journal/entry-filter.ts'
import { entrySchema } from '../journal/entry-schema.ts'
import { suggest } from '../nearest.ts'
import { outcomeNames } from '../scenario/compile-scenario.ts'
import { withoutSecrets } from '../without-secrets.ts'

const QUERY_KEYS = [
  'status',
  'endpoint',
  'call',
  'rule',
  'outcome',
  'attempt',
  'endedBy',
  'model',
  'since',
  'before',
  'limit',
] as const
const MAX_LIMIT = 10_000

type Key = (typeof QUERY_KEYS)[number]
type Query = { readonly [Name in Key]?: string }

/** What is wrong with a text behind a key, as a sentence, or null. */
type FindProblem = (text: string) => string | null

const ENTRY_ID = /^req_[0-9a-z]{26}$/

const written =
  (key: Key, shape: RegExp, expects: string): FindProblem =>
  text =>
    shape.test(text) ? null : `The filter ${key} is ${JSON.stringify(text)}; expected ${expects}.`

const oneOf =
  (what: string, names: readonly string[]): FindProblem =>
  text =>
    names.includes(text) ? null : `There is no ${what} "${text}". ${suggest(text, names)}`

const problemFinders: { readonly [Name in Key]?: FindProblem } = {
  status: written('status', /^\d{3}$/, 'a status such as 429'),
  endpoint: oneOf('endpoint', endpointNames),
  outcome: oneOf('outcome', outcomeNames),
  attempt: written('attempt', /^[1-9]\d{0,8}$/, 'a number from 1'),
  endedBy: oneOf('ending', entrySchema.properties.endedBy.enum),
  since: written('since', ENTRY_ID, 'the id of an entry, such as the next of a page'),
  before: written(
    'before',
    /^(?:latest|req_[0-9a-z]{26})$/,
    'latest, or the id of an entry, such as the next of a page',
  ),
  limit: text =>
    /^[1-9]\d{0,4}$/.test(text) && Number(text) <= MAX_LIMIT
      ? null
      : `The limit is ${JSON.stringify(text)}; expected a number from 1 to ${MAX_LIMIT}.`,
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

/** The filter that a query asks for, or the sentence that says what is wrong with it. `ruleNames` are the names of the existing rules. */
export const journalFilterOf = (query: Query, ruleNames: () => readonly string[]): EntryFilter | string => {
  const stray = strayIn(query)
  if (stray !== null) return stray
  // entries have no secrets: whoever looks for one looks for its hash
  const asked: Query = Object.fromEntries(Object.entries(query).map(([key, text]) => [key, withoutSecrets(text)]))
  const found = QUERY_KEYS.map(key => (asked[key] === undefined ? null : (problemFinders[key]?.(asked[key]) ?? null)))
  const problem = found.find(sentence => sentence !== null)
  if (problem) return problem
  const noRule = asked.rule === undefined ? null : oneOf('rule', ruleNames())(asked.rule)
  if (noRule !== null) return noRule
  return Object.fromEntries(
    Object.entries(asked).map(([key, text]) => [key, NUMBERS.has(key) ? Number(text) : text]),
  ) as EntryFilter
}
