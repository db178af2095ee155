import type { WrongSelection } from '../call.ts'
import type { Session } from './session.ts'

/** What is wrong where a request asks for another scenario than its session runs. */
export const otherScenario = (session: Session, asked: string): WrongSelection => ({
  status: 400,
  code: 'mock_other_scenario',
  message:
    `Session "${session.id}" runs scenario "${session.scenario.name}", and this request asks for "${asked}". ` +
    `Name another session, or switch this one: PUT /__mock/sessions/${session.id}/scenario {"scenario": "${asked}"}.`,
})
