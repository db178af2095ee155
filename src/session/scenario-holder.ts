import type { Scenario } from '../scenario/scenario.ts'

/** Who is told which scenarios sessions run, and which they do not run any more. */
export interface ScenarioHolder {
  hold(scenario: Scenario): void
  letGo(scenario: Scenario): void
}
