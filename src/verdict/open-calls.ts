import type { Entry } from '../journal/entry.ts'
import { type CallRecord, OpenCall } from './call-record.ts'

/** More are put away, the oldest first, by halves. */
const MOST_OPEN = 30_000
/** A failed call can be continued for so long, or twice the wait that it was told (docs/design.md, "Calls and attempts"). */
const CONTINUES_FOR_MS = 120_000
/** A call that was served is over but for an attempt that was open beside it. */
const LINGERS_MS = 10_000

/** Calls whose entries are still coming in. They are handed on when they are over: at the end, or when there are very many. */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>()
  readonly #onOver: (call: CallRecord) => void
  #nowMs = 0
  #cutShort = 0

  constructor(onOver: (call: CallRecord) => void) {
    this.#onOver = onOver
  }

  /** How many had to be judged before they were over. */
  get cutShort(): number {
    return this.#cutShort
  }

  add(entry: Entry): void {
    this.#nowMs = Math.max(this.#nowMs, entry.offsetMs)
    const call = this.#calls.get(entry.call) ?? new OpenCall(entry.call, entry)
    this.#calls.set(entry.call, call)
    call.add(entry)
    if (this.#calls.size > MOST_OPEN) this.#putAway()
  }

  /** No more entries come. In an order of their own, so that the order of entries does not show. */
  close(): void {
    for (const call of [...this.#calls.values()].sort(inOrder)) this.#end(call, false)
    this.#calls.clear()
  }

  #putAway(): void {
    const oldest = [...this.#calls.values()].sort((a, b) => a.endedMs - b.endedMs).slice(0, MOST_OPEN / 2)
    for (const call of oldest) {
      this.#calls.delete(call.id)
      this.#end(call, !this.#isOver(call))
    }
  }

  #isOver(call: OpenCall): boolean {
    const record = call.record(false)
    if (record === null) return true
    const { told, end } = record.last
    const waitMs = end === 'served' ? LINGERS_MS : Math.max(CONTINUES_FOR_MS, 2 * (told?.retryAfter?.ms ?? 0))
    return this.#nowMs - call.endedMs > waitMs
  }

  #end(call: OpenCall, isCutShort: boolean): void {
    const record = call.record(isCutShort)
    if (record === null) return
    if (isCutShort && record.last.end !== 'served') this.#cutShort += 1
    this.#onOver(record)
  }
}

const inOrder = (a: OpenCall, b: OpenCall): number => a.startedMs - b.startedMs || (a.id < b.id ? -1 : 1)
