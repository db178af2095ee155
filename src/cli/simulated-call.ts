import type { IncomingHttpHeaders } from 'node:http'
import type { Call } from '../call.ts'
import { identify } from '../request/identify.ts'
import type { Received } from '../request/received.ts'
import { selectionOf, splitPrefix } from '../request/selection.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { operationOf, type SimulatedRequest } from './simulated-request.ts'

const bodyOf = ({ body }: SimulatedRequest, { api }: Scenario): Received['body'] => {
  if (body === undefined) return { kind: 'none' }
  const content = Buffer.from(JSON.stringify(body))
  return content.length > api.bodyLimitBytes ? { kind: 'too-large', bytes: content.length } : { kind: 'whole', content }
}

const headersOf = ({ headers, body }: SimulatedRequest): IncomingHttpHeaders => {
  const sent = new Map<string, string>()
  if (body !== undefined) sent.set('content-type', 'application/json')
  for (const [name, text] of Object.entries(headers)) {
    if (text === null) sent.delete(name)
    else sent.set(name, text)
  }
  return Object.fromEntries(sent)
}

/** An imagined request as the server would understand it. What it chooses of scenarios and sessions is not looked at. */
export const simulatedCall = (request: SimulatedRequest, scenario: Scenario): Call => {
  const prefix = splitPrefix(request.path)
  const headers = headersOf(request)
  return identify({
    method: request.method,
    url: prefix.rest,
    headers,
    operation: operationOf(request),
    body: bodyOf(request, scenario),
    refused: null,
    selection: { ...selectionOf(prefix, headers), scenario: null, session: null, wrong: null },
    validation: scenario.api.validation,
  })
}
