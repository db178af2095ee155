import { body, guarded, json, nothing, refusal, refusalOr } from './operation.ts'
import { ofScenario } from './parameters.ts'
import {
  catalogueShape,
  checkedShape,
  putScenarioShape,
  scenariosShape,
  scenarioValueShape,
  shownScenarioShape,
} from './scenario-shapes.ts'

const tags = ['scenarios'] as const
const unknown = refusal('There is no such scenario; the message names the nearest one and all others.')
const notRead = refusal('The text could not be read in time.')

/** What `/scenarios`, `/check` and `/errors` say of themselves. */
export const scenarioOperations = {
  list: guarded({
    method: 'GET',
    url: '/scenarios',
    operationId: 'listScenarios',
    tags,
    summary: 'Lists the scenarios that can be chosen.',
    response: { 200: json('All scenarios.', scenariosShape) },
  }),
  get: guarded({
    method: 'GET',
    url: '/scenarios/:name',
    operationId: 'getScenario',
    tags,
    summary: 'Shows a scenario with its text and diagnostics.',
    params: ofScenario,
    response: { 200: json('The scenario.', shownScenarioShape), 404: unknown, 503: notRead },
  }),
  put: guarded({
    method: 'PUT',
    url: '/scenarios/:name',
    operationId: 'putScenario',
    tags,
    summary: 'Adds or replaces a scenario in memory.',
    description:
      'The body is the text of a scenario. It is checked before it is in force: an invalid one changes nothing. The next edit of a file of its name wins.',
    params: ofScenario,
    body: body('Scenario', scenarioValueShape),
    response: {
      200: json('It is in force.', putScenarioShape),
      400: refusalOr('It is no scenario, or can not have this name.', putScenarioShape),
      413: refusal('The body, or the scenario in memory, is too large.'),
      507: refusal('There is no room for it among the scenarios that the control API was given.'),
    },
  }),
  delete: guarded({
    method: 'DELETE',
    url: '/scenarios/:name',
    operationId: 'deleteScenario',
    tags,
    summary: 'Takes away a scenario that was put.',
    description: 'What it had replaced is in use again; sessions that run it keep it.',
    params: ofScenario,
    response: {
      204: nothing('It is gone.'),
      404: unknown,
      409: refusal('It was not put by the control API.'),
    },
  }),
  check: guarded({
    method: 'POST',
    url: '/check',
    operationId: 'checkScenario',
    tags,
    summary: 'Tells whether a text is a scenario, and keeps nothing.',
    body: body('Checkable', { description: 'Whatever is to be checked, as JSON or YAML.' }),
    response: {
      200: json('What was found.', checkedShape),
      400: refusal('The body is empty.'),
      503: notRead,
    },
  }),
  errors: guarded({
    method: 'GET',
    url: '/errors',
    operationId: 'listErrors',
    tags,
    summary: 'Lists every error of the API, with each body that it may have.',
    response: { 200: json('The catalogue.', catalogueShape) },
  }),
}
