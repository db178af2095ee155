import type { CallRecord } from '../call-record.ts'
import { surelyTried } from '../surely-tried.ts'
import { many } from '../words.ts'
import { broken, type ExpectationKind, holds, MOST_EVIDENCE, unseen } from './expectation-kind.ts'

/** A call that fails in the end was tried at least so often; errors that stay are no reason to. */
export const attemptsMin: ExpectationKind<'attempts.min'> = min => {
  const short: CallRecord[] = []
  let judged = 0
  return {
    call: call => {
      if (call.isCutShort || (call.last.end !== 'retryable' && call.last.end !== 'luck')) return
      judged += 1
      if (call.count < min && short.length < MOST_EVIDENCE) short.push(call)
    },
    close: ({ run }) => {
      const left = short.filter(({ first }) => !run.wasServed(first.fingerprint, first.startedMs))
      const [first] = left
      if (first)
        return broken(
          `${first.id} failed after ${many(first.count, 'attempt')}.`,
          left.map(({ last }) => last),
        )
      return judged > 0 ? holds('Every call that failed was tried so often.') : unseen('no call failed in the end.')
    },
  }
}

/** No call is tried more often. */
export const attemptsMax: ExpectationKind<'attempts.max'> = max => {
  const long: CallRecord[] = []
  let most = 0
  return {
    call: call => {
      const tries = surelyTried(call)
      most = Math.max(most, tries)
      if (tries > max && long.length < MOST_EVIDENCE) long.push(call)
    },
    close: () => {
      const [first] = long
      return first
        ? broken(
            `The client made ${surelyTried(first)} attempts of ${first.id}; the scenario expects ${max} at most.`,
            long.map(({ last }) => last),
          )
        : holds(`No call had more than ${many(most, 'attempt')}.`)
    },
  }
}
