import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { lintAbsent } from './lint-absent.ts'
import { lintBody } from './lint-body.ts'
import { lintComplete } from './lint-complete.ts'
import { lintEarly, lintUntold } from './lint-early.ts'
import { lintEffort } from './lint-effort.ts'
import { lintEnd } from './lint-end.ts'
import { lintEndpoints } from './lint-endpoints.ts'
import { lintExpect } from './lint-expect.ts'
import { lintDraws, lintGates } from './lint-gates.ts'
import { lintIdle } from './lint-idle.ts'
import { lintKeepAlive } from './lint-keep-alive.ts'
import { lintLimits } from './lint-limits.ts'
import { lintLoad } from './lint-load.ts'
import { lintMatch, lintProblems } from './lint-match.ts'
import { lintModels } from './lint-models.ts'
import { lintNot } from './lint-not.ts'
import { lintOutcomes } from './lint-outcomes.ts'
import { lintOverridden } from './lint-overridden.ts'
import { lintPaths } from './lint-paths.ts'
import { lintPatterns } from './lint-patterns.ts'
import { lintPer } from './lint-per.ts'
import { lintReach } from './lint-reach.ts'
import { lintStream } from './lint-stream.ts'
import { lintTemplates } from './lint-templates.ts'
import { lintUnsent } from './lint-unsent.ts'
import { lintZero } from './lint-zero.ts'

/** Looks for something; `needs` names what it draws conclusions from, beside the rule that it speaks of. */
interface Part {
  readonly find: (raw: RawScenario) => readonly PathDiagnostic[]
  readonly needs: readonly ('api' | 'rules')[]
}

const parts: readonly Part[] = [
  { find: lintReach, needs: [] },
  { find: lintMatch, needs: [] },
  { find: lintNot, needs: [] },
  { find: lintProblems, needs: ['api'] },
  { find: lintGates, needs: [] },
  { find: lintPer, needs: [] },
  { find: lintDraws, needs: ['api', 'rules'] },
  { find: lintModels, needs: ['api'] },
  { find: lintLimits, needs: [] },
  { find: lintOutcomes, needs: [] },
  { find: lintStream, needs: [] },
  { find: lintPatterns, needs: [] },
  { find: lintEarly, needs: [] },
  { find: lintUntold, needs: ['api', 'rules'] },
  { find: lintEffort, needs: [] },
  { find: lintPaths, needs: [] },
  { find: lintEndpoints, needs: ['api'] },
  { find: lintBody, needs: ['api'] },
  { find: lintComplete, needs: [] },
  { find: lintEnd, needs: [] },
  { find: lintTemplates, needs: [] },
  { find: lintUnsent, needs: [] },
  { find: lintAbsent, needs: ['rules'] },
  { find: lintIdle, needs: [] },
  { find: lintLoad, needs: [] },
  { find: lintKeepAlive, needs: ['api', 'rules'] },
  { find: lintOverridden, needs: ['rules'] },
  { find: lintZero, needs: ['api', 'rules'] },
  { find: lintExpect, needs: ['api', 'rules'] },
]

/**
 * Parts of a scenario that can't be meant so, because they never happen or change nothing. Reports only what is certain.
 * `broken` names the units (as `unitOf` does) that were left out because something is wrong in them.
 */
export const lint = (raw: RawScenario, broken: ReadonlySet<string>): readonly PathDiagnostic[] => {
  const isWhole = { api: !broken.has('api'), rules: ![...broken].some(unit => unit.startsWith('rule')) }
  return parts.filter(({ needs }) => needs.every(unit => isWhole[unit])).flatMap(({ find }) => find(raw))
}
