import type { WrongSelection } from '../call.ts'
import type { Session } from './session.ts'

/** A request that names a scenario that there is not. */
export const unknownScenario = (message: string): WrongSelection => ({
  status: 404,
  code: 'mock_unknown_scenario',
  message,
})

/** A request for a session that runs another scenario than the one it asks for. */
export const otherScenario = (session: Session, asked: string): WrongSelection => ({
  status: 400,
  code: 'mock_other_scenario',
  message:
    `Session "${session.id}" runs scenario "${session.scenario.name}", and this request asks for "${asked}". ` +
    `Name another session, or switch this one: PUT /__mock/sessions/${session.id}/scenario {"scenario": "${asked}"}.`,
})
