import type { IncomingHttpHeaders } from 'node:http'
import type { Call } from '../call.ts'
import { identify } from '../request/identify.ts'
import { selectionOf, splitPrefix } from '../request/selection.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { imaginedBody } from './imagined-body.ts'
import { operationOf, type SimulatedRequest } from './simulated-request.ts'

const headersOf = (said: SimulatedRequest['headers'], type: string | null): IncomingHttpHeaders => {
  const sent = new Map<string, string>()
  if (type !== null) sent.set('content-type', type)
  for (const [name, text] of Object.entries(said)) {
    if (text === null) sent.delete(name)
    else sent.set(name, text)
  }
  return Object.fromEntries(sent)
}

/** An imagined request as the server would understand it. What it chooses of scenarios and sessions is not looked at. */
export const simulatedCall = (request: SimulatedRequest, { api }: Scenario): Call => {
  const prefix = splitPrefix(request.path)
  const { type, body } = imaginedBody(request, api.bodyLimitBytes)
  const headers = headersOf(request.headers, type)
  return identify({
    method: request.method,
    url: prefix.rest,
    headers,
    operation: operationOf(request),
    body,
    refused: null,
    selection: { ...selectionOf(prefix, headers), scenario: null, session: null, wrong: null },
    validation: api.validation,
  })
}
