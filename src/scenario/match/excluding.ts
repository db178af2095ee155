import type { Subject } from '../scenario.ts'
import type { CriterionKind } from './criterion-kind.ts'

/** What is written for criteria of these kinds. */
export type RawCriteria<Kinds extends Readonly<Record<string, { compile(raw: never): unknown }>>> = {
  readonly [K in keyof Kinds]?: Parameters<Kinds[K]['compile']>[0]
}

/** `match.not`, over these criteria. */
export const excluding = <Kinds extends Readonly<Record<string, CriterionKind<never>>>>(
  kinds: Kinds,
): CriterionKind<RawCriteria<Kinds>> => ({
  schema: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    description: 'Holds where these criteria do not all hold.',
    examples: [{ model: 'openai/*' }],
    properties: Object.fromEntries(Object.entries(kinds).map(([key, kind]) => [key, kind.schema])),
  },
  compile: raw => {
    const said = new Map<string, unknown>(Object.entries(raw))
    const all = Object.entries(kinds)
      .filter(([key]) => said.has(key))
      .map(([key, kind]) => (kind.compile as (value: unknown) => (subject: Subject) => boolean)(said.get(key)))
    return subject => !all.every(holds => holds(subject))
  },
})
