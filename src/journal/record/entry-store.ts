import type { Trace } from '../../engine/trace.ts'
import type { Entry } from '../entry.ts'
import type { Tallied } from '../exchange-counts.ts'
import type { Held } from '../held.ts'
import { KeptRequest } from '../keep.ts'
import { EntryRecords, entryRecords, idOf } from './entry-record.ts'
import type { Shape } from './entry-shape.ts'
import { RequestRecords, requestRecords } from './request-record.ts'
import { Segments } from './segments.ts'
import { type Attached, LastTraces, readReadings, writeReadings } from './trace-record.ts'

/**
 * Entries by their numbers, as records outside the heap: they become objects when somebody looks. Objects that live so long
 * are dear (docs/facts/node.md §8).
 */
export class EntryStore {
  readonly #entries: Segments<Attached>
  readonly #entryRecords = new EntryRecords()
  readonly #lastTraces = new LastTraces()
  /** What was kept of their requests, by the same numbers. */
  readonly #requests: Segments<never>
  readonly #requestRecords = new RequestRecords()

  /** `bytes` is about what it may take: whoever owns it lets entries go before it is more. */
  constructor(bytes: number) {
    this.#entries = new Segments(bytes, entryRecords)
    this.#requests = new Segments(bytes, requestRecords)
  }

  get bytes(): number {
    return this.#entries.bytes + this.#requests.bytes
  }

  /** The number of the oldest entry; null where there is none. */
  get oldest(): number | null {
    return this.#entries.oldest
  }

  /** Adds the entry of a number above all others. `scenario` is what its session runs. */
  add(number: number, entry: Entry, trace: Trace | null, scenario: string): void {
    const to = this.#entries.begin(number)
    this.#entryRecords.write(to, { entry, scenario })
    writeReadings(to, trace?.limits ?? null)
    this.#entries.close(number, trace && this.#lastTraces.of(trace))
    if (entry.kept === null) return
    this.#requestRecords.write(this.#requests.begin(number), KeptRequest.rawOf(entry.kept))
    this.#requests.close(number, null)
  }

  /** The entry of a number, as it is now; null where it is not here. */
  held(number: number): Held | null {
    const reader = this.#entries.read(number)
    if (!reader) return null
    const request = this.#requests.read(number)
    const kept = request && new KeptRequest(this.#requestRecords.read(request))
    const entry = this.#entryRecords.read(reader, kept)
    const attached = this.#entries.attachedTo(number)
    return { number, entry, trace: attached && { ...attached, limits: readReadings(reader) } }
  }

  /** What the entry of a number has in common with others: it is read once for all of them. */
  shape(number: number): Shape | null {
    const reader = this.#entries.read(number)
    return reader && this.#entryRecords.shape(reader)
  }

  /** What the sums take of it. */
  tallied(number: number): Tallied | null {
    const reader = this.#entries.read(number)
    return reader && this.#entryRecords.tallied(reader)
  }

  /** The number of the entry of this id; null where it is not here. */
  numberOf(id: string): number | null {
    return this.#entries.startingWith(idOf(id))
  }

  drop(number: number): void {
    this.#entries.drop(number)
    this.#requests.drop(number)
  }

  /** Lets go the oldest of what was kept of requests; whether there was any. */
  dropOldestRequest(): boolean {
    return this.#requests.dropOldest() !== null
  }

  /** Lets go what decisions looked at where that is to be; of those entries nothing more can be explained. */
  forgetTraces(isToGo: (trace: Pick<Trace, 'rules'>) => boolean): void {
    this.#lastTraces.clear()
    this.#entries.detach(isToGo)
  }
}
