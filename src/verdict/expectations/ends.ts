import { hasFailed } from '../attempt.ts'
import type { CallRecord } from '../call-record.ts'
import type { Run } from '../run.ts'
import { many } from '../words.ts'
import { broken, type Closing, type ExpectationKind, type Holding, holds, unknown, unseen } from './expectation-kind.ts'

const MOST_CALLS = 1000

const isMadeGood = ({ endpoint, model, first, last }: CallRecord, run: Run): boolean =>
  run.wasServed(first.fingerprint, first.startedMs) || run.wentOnWithAnother(endpoint, model, last.endedMs)

const SAYS_OTHERWISE = 'The client says that it failed'

const successOf = (failed: readonly CallRecord[], more: number, served: number, { run }: Closing): Holding => {
  const left = failed.filter(call => !isMadeGood(call, run))
  const [first] = left
  if (first)
    return broken(
      `${first.id} was never served: its last attempt got ${first.last.status ?? 'no answer'}${left.length + more > 1 ? `; so did ${many(left.length + more - 1, 'other call')}` : ''}.`,
      left.map(({ last }) => last),
    )
  // whoever asked nothing may have failed before: that says nothing of how it takes answers
  if (served + failed.length + more === 0) return unseen('no call was made.')
  const { declared, exitCode } = run.facts
  const complaint = declared.find(({ ok }) => !ok)
  if (complaint) return broken(`${SAYS_OTHERWISE}${complaint.note === null ? '' : `: ${complaint.note}`}.`, [])
  if (declared.length === 0 && typeof exitCode === 'number' && exitCode !== 0)
    return broken(`${SAYS_OTHERWISE}: exit code ${exitCode}.`, [])
  return holds('Every call was served in the end.')
}

/** Whether nobody could take it for a success. */
const isPlain = ({ last }: CallRecord): boolean => last.status === null || last.status >= 400 || last.end === 'left'

const failureOf = (failed: readonly CallRecord[], { run }: Closing): Holding => {
  const bad = failed.filter(call => !run.wasServed(call.first.fingerprint, call.first.startedMs))
  const claimed = bad.find(({ id }) => run.declaredOf(id) === true)
  if (claimed) return broken(`The client says that all went well, but ${claimed.id} was never served.`, [claimed.last])
  if (bad.length === 0) return unseen('no call failed in the end, so there was nothing to notice.')
  const hidden = bad.find(call => !isPlain(call) && run.declaredOf(call.id) === null)
  return hidden
    ? unknown(
        `the answer to ${hidden.id} looks well from outside, and the client does not say whether it noticed: POST …/outcome tells.`,
      )
    : holds(`${many(bad.length, 'call')} failed, and the client does not claim otherwise.`)
}

/** How every call ends: served in the end, by whichever model or key; or failed, and the client knows. */
export const ends: ExpectationKind<'finally'> = value => {
  const failed: CallRecord[] = []
  let [more, served] = [0, 0]
  return {
    call: call => {
      if (!hasFailed(call.last)) served += 1
      else if (call.isCutShort) return
      else if (failed.length < MOST_CALLS) failed.push(call)
      else more += 1
    },
    close: closing => (value === 'success' ? successOf(failed, more, served, closing) : failureOf(failed, closing)),
  }
}
