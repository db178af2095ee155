import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { ExchangeCounts } from '../../journal/exchange-counts.ts'
import type { Journal } from '../../journal/journal.ts'
import { probeOperations } from '../api/probe-operations.ts'
import type { ControlApp, ControlParts } from '../control-app.ts'
import { negotiated } from '../negotiated.ts'
import { exposition, METRIC_TYPES } from './exposition.ts'

/** Counts what is not counted yet, while others have their turns. */
const countsOf = async (journal: Journal): Promise<ExchangeCounts> => {
  const counting = journal.counted()
  for (;;) {
    const { done, value } = counting.next()
    if (done) return value
    await turnOfTheLoop()
  }
}

/** `/metrics`: numbers for Prometheus. */
export const addMetricsRoute = (app: ControlApp, parts: ControlParts): void => {
  app.route({
    ...probeOperations.metrics,
    handler: async (request, reply) => {
      const form = negotiated(request.headers.accept, METRIC_TYPES)
      const { type, text } = await exposition({ parts, counts: await countsOf(parts.journal) }, form)
      return reply.header('vary', 'accept').header('cache-control', 'no-store').type(type).send(text)
    },
  })
}
