import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'

/** Criteria of a rule, or those that it excludes, with their place. */
export interface PlacedMatch {
  readonly match: RawExcluded
  readonly path: PathDiagnostic['path']
  /** What tells the operations that they are about: of what is excluded, the criteria around it too. */
  readonly reach: RawExcluded
}

/** Every place of a scenario where criteria stand. */
export const everyMatch = ({ rules = [] }: RawScenario): readonly PlacedMatch[] =>
  rules.flatMap(({ match }, i) => {
    if (match === undefined) return []
    const path = ['rules', i, 'match'] as const
    const own = { match, path, reach: match }
    if (match.not === undefined) return [own]
    const { endpoint, method, path: asked } = match
    const around = Object.fromEntries(
      Object.entries({ endpoint, method, path: asked }).filter(([, value]) => value !== undefined),
    )
    return [own, { match: match.not, path: [...path, 'not'], reach: { ...around, ...match.not } }]
  })
