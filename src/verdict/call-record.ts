import type { Entry } from '../journal/entry.ts'
import type { Attempt, CallFacts } from './verdict.ts'
import { type Wait, waitsOf } from './waits.ts'

/** Of a call with more, the first ones and the last are looked at. */
const MOST_ATTEMPTS = 32

/** A call whose attempts are all known, as findings see it. */
export interface CallRecord extends CallFacts {
  readonly attempts: readonly Attempt[]
  /** Those that its client chose. */
  readonly waits: readonly Wait[]
  readonly count: number
  readonly first: Attempt
  readonly last: Attempt
  /** Whether it was put away before its time, because too many were open: what it did later is not known. */
  readonly isCutShort: boolean
}

/** A call whose entries are still coming in, in whatever order. */
export class OpenCall {
  readonly id: string
  readonly #about: Pick<CallRecord, 'endpoint' | 'model' | 'userAgent'>
  #follows: string | null = null
  /** In the order of their numbers. */
  #attempts: Attempt[] = []
  #count = 0
  /** When the latest of its attempts ended. */
  endedMs = 0

  constructor(id: string, { endpoint, model, userAgent }: Entry) {
    this.id = id
    this.#about = { endpoint, model, userAgent }
  }

  get startedMs(): number {
    return this.#attempts[0]?.startedMs ?? 0
  }

  add(entry: Entry, attempt: Attempt): void {
    this.#count += 1
    this.#follows ??= entry.follows
    this.endedMs = Math.max(this.endedMs, attempt.endedMs)
    let place = this.#attempts.length
    while (place > 0 && (this.#attempts[place - 1]?.attempt ?? 0) > attempt.attempt) place -= 1
    this.#attempts.splice(place, 0, attempt)
    if (this.#attempts.length > MOST_ATTEMPTS) this.#attempts.splice(MOST_ATTEMPTS - 1, 1)
  }

  /** The attempt with the highest number so far. */
  get last(): Attempt | undefined {
    return this.#attempts.at(-1)
  }

  /** All that is known of it now; null before its first entry. */
  record(isCutShort: boolean): CallRecord | null {
    const attempts = this.#attempts.length === 1 ? this.#attempts : this.#attempts.map(withWait)
    const [first] = attempts
    const last = attempts.at(-1)
    if (!first || !last) return null
    return {
      id: this.id,
      ...this.#about,
      follows: this.#follows,
      attempts,
      waits: waitsOf(attempts),
      count: this.#count,
      first,
      last,
      isCutShort,
    }
  }
}

const withWait = (attempt: Attempt, i: number, all: readonly Attempt[]): Attempt => {
  const before = all[i - 1]
  return before?.attempt === attempt.attempt - 1
    ? { ...attempt, waitMs: rounded(attempt.startedMs - before.endedMs) }
    : attempt
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000
