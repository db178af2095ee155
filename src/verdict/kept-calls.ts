import type { FindingId } from '../contract.ts'
import type { CallRecord } from './call-record.ts'
import type { JudgedCall } from './verdict.ts'

const MOST = 300

interface KeptCall {
  readonly call: CallRecord
  readonly findings: Set<FindingId>
}

/** The calls that a report shows: those with findings or several attempts before others, and of equals the first. */
export class KeptCalls {
  readonly #telling = new Map<string, KeptCall>()
  readonly #others = new Map<string, KeptCall>()

  add(call: CallRecord, findings: readonly FindingId[]): void {
    const saysMore = findings.length > 0 || call.count > 1
    if (this.#telling.size >= MOST || (!saysMore && this.#size >= MOST)) return
    const calls = saysMore ? this.#telling : this.#others
    calls.set(call.id, { call, findings: new Set(findings) })
    if (this.#size <= MOST) return
    const last = [...this.#others.keys()].at(-1)
    if (last !== undefined) this.#others.delete(last)
  }

  get #size(): number {
    return this.#telling.size + this.#others.size
  }

  /** What was found in a call only at the end. */
  mark(id: string, finding: FindingId): void {
    const kept = this.#telling.get(id) ?? this.#others.get(id)
    kept?.findings.add(finding)
  }

  judged(declaredOf: (call: string) => boolean | null): readonly JudgedCall[] {
    return [...this.#telling.values(), ...this.#others.values()]
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
}
