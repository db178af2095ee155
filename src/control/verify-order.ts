import type { JsonSchema } from '../json-schema.ts'
import type { Reads } from '../scenario/reader.ts'
import { parseDuration } from '../units.ts'
import {
  compileMatch,
  type EntryCriterion,
  matchProblems,
  matchSchema,
  type RawEntryMatch,
  shownMatch,
} from './entry-match.ts'
import { readControlBody } from './read-control-body.ts'

/** What is to be verified: how many entries with all of these criteria, and how long that may take. */
export interface VerifyOrder {
  readonly criteria: readonly EntryCriterion[]
  readonly min: number
  /** Null: as many as there are. */
  readonly max: number | null
  readonly withinMs: number
}

const MAX_WITHIN_MS = 60_000

const count: JsonSchema = { type: 'integer', minimum: 0 }

/** What the body of such a call may say. */
export const orderSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    match: matchSchema,
    count: {
      expects: 'a number from 0, or {min, max}',
      anyOf: [
        count,
        { type: 'object', additionalProperties: false, minProperties: 1, properties: { min: count, max: count } },
      ],
    },
    within: { type: 'string', format: 'duration' },
  },
}

interface RawOrder {
  readonly match?: RawEntryMatch
  readonly count?: number | { readonly min?: number; readonly max?: number }
  readonly within?: string
}

const boundsOf = ({ count: raw }: RawOrder): Pick<VerifyOrder, 'min' | 'max'> => {
  if (raw === undefined) return { min: 1, max: null }
  if (typeof raw === 'number') return { min: raw, max: raw }
  return { min: raw.min ?? 0, max: raw.max ?? null }
}

/** The order that a body gives, or the sentences that say what is wrong with it. `ruleNames` are the names of the existing rules. */
export const verifyOrderOf = async (
  reader: Reads,
  body: unknown,
  ruleNames: () => readonly string[],
): Promise<VerifyOrder | string> => {
  const { value, problem } = await readControlBody<RawOrder>(reader, body, orderSchema)
  if (problem !== null) return problem
  const { within } = value
  const match = shownMatch(value.match ?? {})
  const { min, max } = boundsOf(value)
  const withinMs = within === undefined ? 0 : (parseDuration(within) ?? 0)
  const problems = [
    ...matchProblems(match, match.rule === undefined ? [] : ruleNames()),
    ...(max !== null && min > max
      ? [`count.min is ${min} and count.max is ${max}; expected a min that is not above max.`]
      : []),
    ...(withinMs > MAX_WITHIN_MS ? [`within is "${within}"; expected at most ${MAX_WITHIN_MS / 1000}s.`] : []),
  ]
  return problems.length > 0 ? problems.join(' ') : { criteria: compileMatch(match), min, max, withinMs }
}
