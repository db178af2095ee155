import type { JsonSchema } from '../../json-schema.ts'
import type { Observation } from '../observation.ts'
import { attempts } from './attempts.ts'
import { cancelled } from './cancelled.ts'
import { concurrency } from './concurrency.ts'
import { connections } from './connections.ts'
import type { Criterion } from './criterion.ts'
import { findings } from './findings.ts'
import { growth } from './growth.ts'
import { open } from './open.ts'
import { outcome } from './outcome.ts'
import { reported } from './reported.ts'
import { sameKey } from './same-key.ts'
import { spread } from './spread.ts'
import { statuses } from './statuses.ts'
import { toldWaits } from './told-waits.ts'
import { waits } from './waits.ts'

/** All that can be judged. A further criterion is a file and a line here. */
const criteria = {
  attempts,
  waits,
  toldWaits,
  growth,
  spread,
  statuses,
  outcome,
  reported,
  cancelled,
  open,
  connections,
  concurrency,
  sameKey,
  findings,
} as const

type Table = typeof criteria
type Name = keyof Table

/** What a case wants, criterion by criterion; all of it must hold. */
export type Criteria = { readonly [Key in Name]?: Table[Key] extends Criterion<infer Wanted> ? Wanted : never }

/** How criteria are written. */
export const criteriaSchema = (description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: false,
  minProperties: 1,
  properties: Object.fromEntries(
    Object.entries<Criterion<never>>(criteria).map(([name, { schema }]) => [name, schema]),
  ),
})

/** What is not as wanted, in the order of the criteria; empty where all holds. */
export const unmetIn = (wanted: Criteria, seen: Observation): readonly string[] =>
  (Object.keys(criteria) as Name[]).flatMap(name => {
    const [own, { check }] = [wanted[name], criteria[name] as Criterion<unknown>]
    const wrong = own === undefined ? null : check(own, seen)
    return wrong === null ? [] : [wrong]
  })
