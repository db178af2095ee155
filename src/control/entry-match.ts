import { type Call, nothingChosen } from '../call.ts'
import type { EndpointName } from '../groq/endpoints.ts'
import type { Entry } from '../journal/entry.ts'
import { entrySchema } from '../journal/entry-schema.ts'
import type { JsonSchema } from '../json-schema.ts'
import { suggest } from '../nearest.ts'
import { outcomeNames } from '../scenario/compile-scenario.ts'
import { criteria } from '../scenario/match/criteria.ts'
import type { CriterionKind } from '../scenario/match/criterion-kind.ts'
import { globPattern } from '../scenario/match/pattern.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** One key of `match`: what may stand there, what is wrong with it beyond its schema, and when it holds for an entry. */
interface EntryKey<Raw> {
  readonly schema: JsonSchema
  diagnose?(raw: Raw, ruleNames: readonly string[]): { readonly message: string; readonly hint: string } | null
  compile(raw: Raw): (entry: Entry) => boolean
}

type OneOrMore<Value> = Value | readonly Value[]

const listOf = <Value>(raw: OneOrMore<Value>): readonly Value[] => (Array.isArray(raw) ? raw : [raw as Value])

const oneOrMore = (kinds: readonly JsonSchema[], expects: string): JsonSchema => ({
  expects,
  anyOf: [...kinds, { type: 'array', minItems: 1, items: { anyOf: kinds } }],
})

/** The request, as far as its entry describes it. */
const callOf = ({ path, method, endpoint, model, tier, stream, requestBytes, retryCount }: Entry): Call => ({
  method,
  path: path.replace(/\?.*/s, ''),
  query: '',
  operation: null,
  endpoint: endpoint as EndpointName | null,
  headers: {},
  key: null,
  model,
  resource: null,
  tier,
  stream,
  body: undefined,
  file: null,
  bodyBytes: requestBytes,
  fingerprint: '',
  retryCount,
  problem: null,
  selection: nothingChosen,
})

/** A key that means what it means in a scenario's `match`. */
const asInScenarios = <Raw>(kind: CriterionKind<Raw>): EntryKey<Raw> => ({
  schema: kind.schema,
  ...(kind.diagnose ? { diagnose: (raw: Raw) => kind.diagnose?.(raw) ?? null } : {}),
  compile: (raw: Raw) => {
    const holds = kind.compile(raw)
    return entry => holds({ call: callOf(entry), attempt: entry, problem: null })
  },
})

/** A key whose values are those that stand in the entry. */
const exact = <Field extends keyof Entry>(
  field: Field,
  kinds: readonly JsonSchema[],
  expects: string,
): EntryKey<OneOrMore<Entry[Field]>> => ({
  schema: oneOrMore(kinds, expects),
  compile: raw => entry => listOf(raw).includes(entry[field]),
})

const text = { type: 'string', minLength: 1 } as const
const nothing = { type: 'null' } as const

const rule: EntryKey<OneOrMore<string | null>> = {
  schema: oneOrMore([text, nothing], 'the name of a rule, a list of names, or null where no rule decided'),
  // a rule that only changed the answer had its part in it too
  compile: raw => entry => listOf(raw).some(name => (name === null ? entry.rule === null : entry.rules.includes(name))),
  diagnose: (raw, ruleNames) => {
    const stray = listOf(raw).find(name => name !== null && !ruleNames.includes(name))
    return stray ? { message: `There is no rule "${stray}"`, hint: suggest(stray, ruleNames) } : null
  },
}

const userAgent: EntryKey<OneOrMore<string>> = {
  schema: oneOrMore([text], 'text with * for any text, or a list of texts'),
  compile: raw => {
    const patterns = listOf(raw).map(globPattern)
    return entry => patterns.some(({ test }) => test(entry.userAgent ?? ''))
  },
}

/** Every key of `match`. */
const keys = {
  endpoint: asInScenarios(criteria.endpoint),
  method: asInScenarios(criteria.method),
  path: asInScenarios(criteria.path),
  model: asInScenarios(criteria.model),
  tier: asInScenarios(criteria.tier),
  stream: asInScenarios(criteria.stream),
  attempt: asInScenarios(criteria.attempt),
  status: exact(
    'status',
    [{ type: 'integer', minimum: 100, maximum: 599 }, nothing],
    'a status such as 429, a list of them, or null where nothing was sent',
  ),
  rule,
  outcome: exact('outcome', [{ enum: outcomeNames }, nothing], `${outcomeNames.join(', ')}, or a list of them`),
  endedBy: exact(
    'endedBy',
    [{ enum: entrySchema.properties.endedBy.enum }],
    'server, client, fault, or a list of them',
  ),
  call: exact('call', [text], 'the id of a call, or a list of ids'),
  userAgent,
} as const

const keyOf = (name: string): EntryKey<unknown> | null =>
  Object.hasOwn(keys, name) ? (keys[name as keyof typeof keys] as EntryKey<unknown>) : null

const properties = Object.fromEntries(Object.entries(keys).map(([key, { schema }]) => [key, schema]))

/** What may be written behind `match`. */
export const matchSchema: JsonSchema = { type: 'object', additionalProperties: false, properties }

/** The same, for one entry of a sequence, and what is said there of how it follows on the one before. */
export const stepSchema = (more: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  ...matchSchema,
  properties: { ...properties, ...more },
})

/** What is written behind `match`, after it fitted its schema. */
export type RawEntryMatch = {
  readonly [Name in keyof typeof keys]?: (typeof keys)[Name] extends EntryKey<infer Raw> ? Raw : never
}

/** One key of a match: as it was written, and whether it holds. */
export interface EntryCriterion {
  readonly says: string
  readonly holds: (entry: Entry) => boolean
}

/** What does not hold of an entry, in words. */
export const lackedBy = (entry: Entry, criteria: readonly EntryCriterion[]): string[] =>
  criteria.filter(({ holds }) => !holds(entry)).map(({ says }) => says)

const shown = (value: unknown): unknown => (typeof value === 'string' ? withoutSecrets(value) : value)

/** The same as entries show it: they have no secrets, so whoever looks for one looks for its hash. */
export const shownMatch = (raw: RawEntryMatch): RawEntryMatch =>
  Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value.map(shown) : shown(value)]),
  )

/** What is wrong with a match beyond its schema, one sentence each; `place` is where it is written. */
export const matchProblems = (raw: RawEntryMatch, ruleNames: readonly string[], place: string): readonly string[] =>
  Object.entries(raw).flatMap(([key, value]) => {
    const problem = keyOf(key)?.diagnose?.(value, ruleNames)
    return problem ? [`${place}.${key}: ${problem.message}. ${problem.hint}`] : []
  })

/** How often a client asked, not how often its browser asked whether it may. */
const noPreflight: EntryCriterion = {
  says: 'method: any but the OPTIONS of a preflight',
  holds: ({ method, call }) => method !== 'OPTIONS' || call !== 'none',
}

/** What is written as its criteria; all must hold. */
export const criteriaOf = (raw: RawEntryMatch): readonly EntryCriterion[] =>
  Object.entries(raw).map(([key, value]) => ({
    says: `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    holds: keyOf(key)?.compile(value) ?? (() => false),
  }))

/** A match as its criteria. Preflights count only where the method is named. */
export const compileMatch = (raw: RawEntryMatch): readonly EntryCriterion[] =>
  raw.method === undefined ? [...criteriaOf(raw), noPreflight] : criteriaOf(raw)
