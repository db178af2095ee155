import { waitsOf } from '../observation.ts'
import type { Criterion } from './criterion.ts'
import { earliestMs } from './earliest-ms.ts'

/** Whether no attempt comes before the time that the answer to the one before it told, whatever that was. */
export const toldWaits: Criterion<true> = {
  schema: {
    const: true,
    expects: 'true',
    description: 'No attempt comes before the time that the answer to the one before it told.',
  },
  check: (_, { calls }) => {
    for (const call of calls)
      for (const [i, waitMs] of waitsOf(call).entries()) {
        const toldMs = call.attempts[i - 1]?.toldMs ?? null
        if (waitMs !== null && toldMs !== null && waitMs < earliestMs(toldMs))
          return 'an attempt came before the time that it was told to wait'
      }
    return null
  },
}
