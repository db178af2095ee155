import type { Entry } from '../journal/entry.ts'
import type { OpenAttempt } from './attempt-from.ts'
import { type CallRecord, OpenCall } from './call-record.ts'

/** From here on calls that are over are handed on. Below it the order of entries can't show at all. */
const SWEEP_AT = 10_000
/** More are handed on though they may go on, the oldest first, by halves. */
const MOST_OPEN = 30_000
/** So many are looked at with each entry: all of them at once would hold everybody else up. */
const SWEPT_WITH_EACH = 5
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
  #sweepAt = SWEEP_AT
  #sweeping: Generator<void> | null = null

  constructor(onOver: (call: CallRecord) => void) {
    this.#onOver = onOver
  }

  /** How many had to be judged before they were over. */
  get cutShort(): number {
    return this.#cutShort
  }

  add(entry: Entry, attempt: OpenAttempt): void {
    this.#nowMs = Math.max(this.#nowMs, entry.offsetMs)
    const call = this.#calls.get(entry.call) ?? this.#begin(entry)
    call.add(entry, attempt)
    if (this.#calls.size > this.#sweepAt) this.#sweeping ??= this.#sweep()
    if (this.#sweeping !== null) this.#sweepOn(this.#sweeping)
  }

  /** No more entries come: ends a call at each step. In an order of their own, so that the order of entries does not show. */
  *ends(): Generator<void> {
    for (const call of [...this.#calls.values()].sort(inOrder)) {
      this.#calls.delete(call.id)
      yield this.#end(call, false)
    }
  }

  #begin(entry: Entry): OpenCall {
    const call = new OpenCall(entry.call, entry)
    this.#calls.set(call.id, call)
    return call
  }

  #sweepOn(sweeping: Generator<void>): void {
    for (let looked = 0; looked < SWEPT_WITH_EACH; looked += 1)
      if (sweeping.next().done) {
        this.#sweeping = null
        return
      }
  }

  /** Looks at one call at each step. Entries may come in between. */
  *#sweep(): Generator<void> {
    for (const call of this.#calls.values()) {
      if (this.#isOver(call)) this.#handOn(call, false)
      yield
    }
    const tooMany = this.#calls.size > MOST_OPEN ? this.#calls.size - MOST_OPEN / 2 : 0
    for (const call of tooMany === 0 ? [] : this.#oldest(tooMany)) {
      if (this.#calls.get(call.id) === call) this.#handOn(call, true)
      yield
    }
    // so that each look at all of them finds many
    this.#sweepAt = Math.min(MOST_OPEN, Math.max(SWEEP_AT, 2 * this.#calls.size))
  }

  #oldest(count: number): readonly OpenCall[] {
    return [...this.#calls.values()].sort((a, b) => a.endedMs - b.endedMs).slice(0, count)
  }

  #handOn(call: OpenCall, isCutShort: boolean): void {
    this.#calls.delete(call.id)
    this.#end(call, isCutShort)
  }

  #isOver(call: OpenCall): boolean {
    if (call.last === undefined) return true
    const { told, end } = call.last
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
