import { forms, guarded, json, nothing, operation, refusal } from './operation.ts'
import { greetingShape, healthShape, readyShape } from './probe-shapes.ts'
import { text } from './shapes.ts'

const tags = ['server'] as const

const documentShape = { type: 'object', description: 'An OpenAPI document.' } as const

/** What the routes about the server itself say of themselves. The first three are always open. */
export const probeOperations = {
  greeting: operation({
    method: 'GET',
    url: '/',
    operationId: 'getGreeting',
    tags,
    summary: 'Says what this is and where to go, also at `/`; always open.',
    response: {
      200: forms('What this is, as `Accept` wants it.', {
        'application/json': greetingShape,
        'text/html': text('The console, or a page where there is none.'),
      }),
      302: nothing('Leads a browser to `/__mock/`, beside which the files of the console are.'),
      304: nothing('The page is the one that the browser has.'),
      401: refusal('The control API is closed, and there is no console for a browser.'),
      403: refusal('The host or the origin is not that of this server, and there is no console for a browser.'),
    },
  }),
  health: operation({
    method: 'GET',
    url: '/health',
    operationId: 'getHealth',
    tags,
    summary: 'Tells that the server is alive; always open.',
    response: { 200: json('It is.', healthShape) },
  }),
  ready: operation({
    method: 'GET',
    url: '/ready',
    operationId: 'getReady',
    tags,
    summary: 'Tells that the server is ready, and what it serves; always open.',
    response: { 200: json('It is.', readyShape) },
  }),
  metrics: guarded({
    method: 'GET',
    url: '/metrics',
    operationId: 'getMetrics',
    tags,
    summary: 'Numbers for Prometheus; docs/metrics.md lists them.',
    response: {
      200: forms('The metrics, as `Accept` wants them.', {
        'text/plain': text('The text format of Prometheus.'),
        'application/openmetrics-text': text('The same as OpenMetrics.'),
      }),
    },
  }),
  openApi: guarded({
    method: 'GET',
    url: '/openapi.json',
    operationId: 'getDescription',
    tags,
    summary: 'This description.',
    response: { 200: json('The description of the control API.', documentShape) },
  }),
}
