import { guarded, json, operation } from './operation.ts'
import { healthShape, readyShape } from './probe-shapes.ts'
import type { Shape } from './shapes.ts'

const tags = ['server'] as const

const documentShape: Shape = { type: 'object', description: 'An OpenAPI document.' }

/** What the routes about the server itself say of themselves. The first two are always open. */
export const probeOperations = {
  health: operation({
    operationId: 'getHealth',
    tags,
    summary: 'Tells that the server is alive; always open.',
    response: { 200: json('It is.', healthShape) },
  }),
  ready: operation({
    operationId: 'getReady',
    tags,
    summary: 'Tells that the server is ready, and what it serves; always open.',
    response: { 200: json('It is.', readyShape) },
  }),
  openApi: guarded({
    operationId: 'getDescription',
    tags,
    summary: 'This description.',
    response: { 200: json('The description of the control API.', documentShape) },
  }),
}
