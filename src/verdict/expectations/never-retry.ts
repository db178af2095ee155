import { listed } from '../../listed.ts'
import { brokenBy, type ExpectationKind, holds, unseen } from './expectation-kind.ts'

/** The same request does not come again after these statuses. */
export const neverRetry: ExpectationKind<'neverRetry'> = statuses => {
  let met = 0
  return {
    call: ({ attempts }) => {
      met += attempts.filter(({ status }) => status !== null && statuses.includes(status)).length
    },
    close: closing =>
      brokenBy('retried-non-retryable', closing) ??
      (met > 0
        ? holds(`${listed(statuses, 'and')} was not sent again.`)
        : unseen(`no request got ${listed(statuses, 'and')}.`)),
  }
}
