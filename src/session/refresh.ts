import type { Scenario } from '../scenario/scenario.ts'
import type { Session } from './session.ts'

/** Where sessions find scenarios by name. */
export interface Scenarios {
  get(name: string): Scenario | undefined
  /** The last version of a scenario whose file is deleted; undefined for every other. */
  departed(name: string): Scenario | undefined
  /** What is wrong with the last edit of a scenario, in one line; null where nothing is. */
  lastDiagnosticOf(name: string): string | null
  /** The sentence that answers an unknown name. */
  unknown(name: string): string
}

/** Takes over a new version of a session's scenario, and says so; null where there is nothing to say. */
export const refresh = (session: Session, scenarios: Scenarios): string | null => {
  if (session.ownScenario) return null
  const { name } = session.scenario
  const gone = scenarios.departed(name)
  const current = gone ?? scenarios.get(name)
  if (current && current !== session.scenario) {
    session.reload(current)
    session.toldDiagnostic = null
    return `scenario ${name} was reloaded`
  }
  const trouble = gone ? 'deleted' : scenarios.lastDiagnosticOf(name)
  if (trouble === session.toldDiagnostic) return null
  session.toldDiagnostic = trouble
  if (gone) return `the file of scenario ${name} is deleted, this session keeps its last version`
  return trouble && `the last edit of scenario ${name} is invalid, the last good version stays in use (${trouble})`
}
