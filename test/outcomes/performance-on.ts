import type { Call } from '#src/call'
import type { Performance } from '#src/outcomes/performance'
import { Resources } from '#src/session/resources'
import type { Wire } from '#src/wire/wire'
import { callOf, errorContextOf } from '../helpers/deciding.ts'

/** What an outcome has at hand on this wire, where no rule changes anything. */
export const performanceOn = (wire: Wire, call: Call = callOf({})): Performance => ({
  ...errorContextOf(call),
  wire,
  fresh: { requestId: 'req_01', uuid: '00000000-0000-4000-8000-000000000000', nowMs: 0, jitter: 0.5 },
  seed: 1,
  sessionMs: 0,
  resources: new Resources(),
  models: null,
  headerChanges: null,
  stream: null,
  mockHeaders: [],
})
