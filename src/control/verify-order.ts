import type { JsonSchema } from '../json-schema.ts'
import type { Reads } from '../scenario/reader.ts'
import { parseDuration } from '../units.ts'
import type { Holds } from './api/shaped.ts'
import {
  compileMatch,
  criteriaOf,
  matchProblems,
  matchSchema,
  type RawEntryMatch,
  shownMatch,
  stepSchema,
} from './entry-match.ts'
import { readControlBody } from './read-control-body.ts'
import type { RuleNames } from './rule-names.ts'
import type { SequenceStep } from './sequence-step.ts'
import type { Verifier } from './verifier.ts'
import { verifyCount } from './verify-count.ts'
import { verifySequence } from './verify-sequence.ts'
import { parseWaited } from './waited.ts'

/** What is to be verified, and how long that may take. */
export interface VerifyOrder {
  readonly verifier: Verifier
  readonly withinMs: number
}

const MAX_WITHIN_MS = 60_000
/** Each entry is held against each of them that says something else. */
const MOST_STEPS = 1000

const count: JsonSchema = { type: 'integer', minimum: 0 }
const WAITED = 'a wait such as ">=1s", "<500ms" or "1s..3s"'

/** What the body of such a call may say. */
export const orderSchema: JsonSchema & Holds<RawOrder> = {
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
    sequence: {
      type: 'array',
      minItems: 1,
      expects: 'a list of what each entry should be, in their order',
      items: stepSchema({ waited: { type: 'string', expects: WAITED } }),
    },
    within: { type: 'string', format: 'duration' },
  },
}

/** An entry of a sequence, as it is written. */
export type RawStep = RawEntryMatch & { readonly waited?: string }

/** What it says, after it fitted. */
export interface RawOrder {
  readonly match?: RawEntryMatch
  readonly count?: number | { readonly min?: number; readonly max?: number }
  readonly sequence?: readonly RawStep[]
  readonly within?: string
}

const boundsOf = ({ count: raw }: RawOrder): { readonly min: number; readonly max: number | null } => {
  if (raw === undefined) return { min: 1, max: null }
  if (typeof raw === 'number') return { min: raw, max: raw }
  return { min: raw.min ?? 0, max: raw.max ?? null }
}

const waitProblems = ({ waited }: RawStep, i: number): readonly string[] => {
  if (waited === undefined) return []
  if (i === 0)
    return ['sequence[0].waited: The first entry of a sequence follows on none. Write the wait where it ends.']
  return parseWaited(waited) ? [] : [`sequence[${i}].waited is ${JSON.stringify(waited)}; expected ${WAITED}.`]
}

const withoutWait = ({ waited: _waited, ...match }: RawStep): RawEntryMatch => shownMatch(match)

/** What comes again is the same: of many steps that are alike, an entry is held against one. */
const stepsOf = (raw: readonly RawStep[]): readonly SequenceStep[] => {
  const matches = new Map<string, SequenceStep['criteria']>()
  const waits = new Map<string, SequenceStep['waited']>()
  return raw.map(step => {
    const match = withoutWait(step)
    const key = JSON.stringify(match)
    const criteria = matches.get(key) ?? criteriaOf(match)
    matches.set(key, criteria)
    if (step.waited === undefined) return { criteria, waited: null }
    const holds = parseWaited(step.waited)
    const waited = waits.get(step.waited) ?? (holds && { says: `waited: ${step.waited}`, holds })
    waits.set(step.waited, waited)
    return { criteria, waited }
  })
}

const problemsIn = async (raw: RawOrder, withinMs: number, ruleNames: RuleNames): Promise<readonly string[]> => {
  const { min, max } = boundsOf(raw)
  const places = [
    { place: 'match', match: shownMatch(raw.match ?? {}) },
    ...(raw.sequence ?? []).map((step, i) => ({ place: `sequence[${i}]`, match: withoutWait(step) })),
  ]
  const names = places.some(({ match }) => match.rule !== undefined) ? await ruleNames() : []
  return [
    ...places.flatMap(({ place, match }) => matchProblems(match, names, place)),
    ...(raw.sequence ?? []).flatMap(waitProblems),
    ...(raw.sequence && raw.count !== undefined
      ? ['A sequence says itself how many entries there are: take count out, or sequence.']
      : []),
    ...(raw.sequence && raw.sequence.length > MOST_STEPS
      ? [`sequence has ${raw.sequence.length} steps; expected at most ${MOST_STEPS}.`]
      : []),
    ...(max !== null && min > max
      ? [`count.min is ${min} and count.max is ${max}; expected a min that is not above max.`]
      : []),
    ...(withinMs > MAX_WITHIN_MS ? [`within is "${raw.within}"; expected at most ${MAX_WITHIN_MS / 1000}s.`] : []),
  ]
}

/** The order that a body gives, or the sentences that say what is wrong with it. */
export const verifyOrderOf = async (
  reader: Reads,
  body: unknown,
  ruleNames: RuleNames,
): Promise<VerifyOrder | string> => {
  const { value, problem } = await readControlBody<RawOrder>(reader, body, orderSchema)
  if (problem !== null) return problem
  const withinMs = value.within === undefined ? 0 : (parseDuration(value.within) ?? 0)
  const problems = await problemsIn(value, withinMs, ruleNames)
  if (problems.length > 0) return problems.join(' ')
  const criteria = compileMatch(shownMatch(value.match ?? {}))
  const verifier = value.sequence
    ? verifySequence({ criteria, steps: stepsOf(value.sequence) })
    : verifyCount({ criteria, ...boundsOf(value) })
  return { verifier, withinMs }
}
