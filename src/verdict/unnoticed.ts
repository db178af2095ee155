import type { FindingId } from '../contract.ts'
import type { CallRecord } from './call-record.ts'
import type { FindingKind, Sighting } from './finding-kind.ts'
import type { Attempt } from './verdict.ts'

const MOST = 1000

/** A break inside a stream that only its reader can notice. */
interface Hidden {
  readonly id: FindingId
  readonly basis: string
  readonly change: string
  /** What is broken in the last answer of a call, as the end of "its stream …"; null for nothing. */
  readonly broken: (last: Attempt) => string | null
}

const sightingOf = ({ id, last }: CallRecord, broken: string, declared: boolean | null): Sighting => ({
  severity: declared === true ? 'FAIL' : 'INFO',
  certainty: 'certain',
  sentence:
    declared === true
      ? `The client says that ${id} went well, but its stream ${broken}.`
      : `The stream of ${id} ${broken}. From outside nobody can see whether the client noticed: let it declare how the call ended.`,
  evidence: [last],
  call: id,
})

/** Looks for calls whose last stream was broken, and holds it against clients that say they went well. */
export const unnoticed = ({ id, basis, change, broken }: Hidden): FindingKind => ({
  id,
  basis,
  change,
  watch: () => {
    const calls: { readonly call: CallRecord; readonly said: string }[] = []
    return {
      call: call => {
        const said = call.last.stream && call.last.endedBy !== 'client' ? broken(call.last) : null
        if (said !== null && calls.length < MOST) calls.push({ call, said })
        return null
      },
      close: run =>
        calls
          .filter(
            ({ call }) =>
              run.declaredOf(call.id) !== false && !run.wasServed(call.first.fingerprint, call.first.startedMs),
          )
          .map(({ call, said }) => sightingOf(call, said, run.declaredOf(call.id))),
    }
  },
})
