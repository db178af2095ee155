import type { FindingId } from '../contract.ts'
import type { CallRecord } from './call-record.ts'
import type { JudgedCall } from './verdict.ts'

const MOST = 500

interface KeptCall {
  readonly call: CallRecord
  readonly findings: Set<FindingId>
}

/** The calls that a report shows: those with findings before others, then those that needed several attempts, then the first. */
export class KeptCalls {
  readonly #kept = new Map<string, KeptCall>()

  add(call: CallRecord, findings: readonly FindingId[]): void {
    if (this.#kept.size >= MOST && !this.#makeRoom(findings.length > 0 || call.count > 1)) return
    this.#kept.set(call.id, { call, findings: new Set(findings) })
  }

  /** What was found in a call only at the end. */
  mark(id: string, finding: FindingId): void {
    this.#kept.get(id)?.findings.add(finding)
  }

  judged(declaredOf: (call: string) => boolean | null): readonly JudgedCall[] {
    return [...this.#kept.values()]
      .map(({ call, findings }) => ({
        id: call.id,
        endpoint: call.endpoint,
        model: call.model,
        userAgent: call.userAgent,
        follows: call.follows,
        attempts: call.attempts,
        attemptCount: call.count,
        end: call.last.end,
        declared: declaredOf(call.id),
        findings: [...findings],
      }))
      .sort((a, b) => (a.attempts[0]?.startedMs ?? 0) - (b.attempts[0]?.startedMs ?? 0) || (a.id < b.id ? -1 : 1))
  }

  /** A call that says little makes room for one that says more. */
  #makeRoom(saysMore: boolean): boolean {
    if (!saysMore) return false
    for (const [id, { call, findings }] of this.#kept) {
      if (findings.size > 0 || call.count > 1) continue
      this.#kept.delete(id)
      return true
    }
    return false
  }
}
