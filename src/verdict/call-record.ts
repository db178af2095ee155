import type { Entry } from '../journal/entry.ts'
import type { OpenAttempt } from './attempt-from.ts'
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
  readonly #endpoint: string | null
  readonly #model: string | null
  readonly #userAgent: string | null
  #follows: string | null = null
  /** In the order of their numbers. */
  readonly #attempts: OpenAttempt[] = []
  #count = 0
  /** When the latest of its attempts ended. */
  endedMs = 0

  constructor(id: string, { endpoint, model, userAgent }: Entry) {
    this.id = id
    this.#endpoint = endpoint
    this.#model = model
    this.#userAgent = userAgent
  }

  get startedMs(): number {
    return this.#attempts[0]?.startedMs ?? 0
  }

  add(entry: Entry, attempt: OpenAttempt): void {
    this.#count += 1
    this.#follows ??= entry.follows
    this.endedMs = Math.max(this.endedMs, attempt.endedMs)
    let place = this.#attempts.length
    while (place > 0 && (this.#attempts[place - 1]?.attempt ?? 0) > attempt.attempt) place -= 1
    if (place === this.#attempts.length) this.#attempts.push(attempt)
    else this.#attempts.splice(place, 0, attempt)
    if (this.#attempts.length > MOST_ATTEMPTS) this.#attempts.splice(MOST_ATTEMPTS - 1, 1)
  }

  /** The attempt with the highest number so far. */
  get last(): Attempt | undefined {
    return this.#attempts.at(-1)
  }

  /** All that is known of it now; null before its first entry. */
  record(isCutShort: boolean): CallRecord | null {
    const attempts = this.#attempts
    attempts.forEach(noteWait)
    const [first] = attempts
    const last = attempts.at(-1)
    if (!first || !last) return null
    return {
      id: this.id,
      endpoint: this.#endpoint,
      model: this.#model,
      userAgent: this.#userAgent,
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

const noteWait = (attempt: OpenAttempt, i: number, all: readonly Attempt[]): void => {
  const before = all[i - 1]
  if (before?.attempt === attempt.attempt - 1) attempt.waitMs = rounded(attempt.startedMs - before.endedMs)
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000
