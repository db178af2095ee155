import type { Criterion } from './criterion.ts'

/** Whether every attempt carries the idempotency key that the case gave. */
export const sameKey: Criterion<true> = {
  schema: {
    const: true,
    expects: 'true',
    description: 'Every attempt carries the idempotency key that the request of the case names.',
  },
  check: (_, { calls, idempotencyKey }) =>
    calls.some(({ attempts }) => attempts.some(({ call }) => call !== idempotencyKey))
      ? 'an attempt came without the idempotency key of the call'
      : null,
}
