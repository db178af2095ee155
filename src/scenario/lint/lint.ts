import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { lintGates } from './lint-gates.ts'
import { lintLimits } from './lint-limits.ts'
import { lintMatch } from './lint-match.ts'
import { lintModels } from './lint-models.ts'
import { lintOutcomes } from './lint-outcomes.ts'
import { lintReach } from './lint-reach.ts'
import { lintStream } from './lint-stream.ts'

/** Parts of a scenario that can't be meant so, because they never happen or change nothing. Reports only what is certain. */
export const lint = (raw: RawScenario): readonly PathDiagnostic[] =>
  [lintReach, lintMatch, lintGates, lintModels, lintLimits, lintOutcomes, lintStream].flatMap(part => part(raw))
