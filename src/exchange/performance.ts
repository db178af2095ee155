import type { Decision } from '../engine/decide.ts'
import type { Performance } from '../outcomes/performance.ts'
import type { Way } from './way.ts'

/** The `x-mock-*` headers of an answer. */
export const mockHeadersOf = ({ arriving: { session }, fresh, decision }: Way): readonly string[] => {
  const rule = decision?.rule ?? null
  const headers = ['x-mock-session', session.id, 'x-mock-entry', fresh.requestId]
  if (rule !== null) headers.push('x-mock-rule', rule)
  return headers
}

/** What an outcome has at hand when it answers a request at this moment; `nowMs` is monotonic. */
export const performanceOf = (
  { call, wire, fresh, arriving: { session } }: Way,
  { headers, standing, stream }: Decision,
  nowMs: number,
  mockHeaders: readonly string[],
): Performance => ({
  call,
  wire,
  fresh,
  seed: session.seed,
  sessionMs: session.sessionMs(nowMs),
  resources: session.resources,
  models: session.scenario.api.listedModels,
  headerChanges: headers,
  standing,
  stream,
  compression: session.scenario.api.compression,
  mockHeaders,
})
