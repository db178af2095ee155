import type { Entry } from './entry.ts'

/** The upper bounds of the buckets of times, in milliseconds. */
export const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000] as const

/** So many names of each kind are told apart, the first that come. */
export const MOST_NAMES = 100
/** So many combinations of labels of exchanges. */
export const MOST_SERIES = 2000
/** A longer name is not told apart. */
const LONGEST_NAME = 100

/** What the sums take of an exchange. `scenario` is what its session ran. */
export interface Tallied
  extends Pick<Entry, 'endpoint' | 'status' | 'outcome' | 'model' | 'session' | 'batch' | 'ttfbMs' | 'durationMs'> {
  readonly scenario: string
}

/** Where there is none. No name of a scenario or session has brackets. */
const NONE = '(none)'
/** All that are not told apart. */
export const OTHER = '(other)'

/** Exchanges with the same labels. */
export interface Series {
  readonly endpoint: string
  readonly status: string
  readonly outcome: string
  readonly scenario: string
  count: number
}

/** Times as a histogram has them. */
export class Times {
  /** How many are at most as long as each bound, and not as long as the one before; the last are longer than all. */
  readonly counts: number[] = Array.from({ length: BOUNDS_MS.length + 1 }, () => 0)
  sumMs = 0

  add(ms: number): void {
    let place = 0
    while (place < BOUNDS_MS.length && ms > (BOUNDS_MS[place] as number)) place += 1
    this.counts[place] = (this.counts[place] ?? 0) + 1
    this.sumMs += ms
  }
}

/** Numbers by name; beyond so many names they are one. */
class Named {
  readonly counts = new Map<string, number>()
  #names = 0

  add(name: string): void {
    const known = this.counts.get(name)
    if (known !== undefined) this.counts.set(name, known + 1)
    else if (this.#names < MOST_NAMES && name.length <= LONGEST_NAME) this.#begin(name)
    else this.counts.set(OTHER, (this.counts.get(OTHER) ?? 0) + 1)
  }

  #begin(name: string): void {
    this.#names += 1
    this.counts.set(name, 1)
  }
}

/** How long exchanges of an endpoint took. */
interface Endpoint {
  readonly firstByte: Times
  readonly duration: Times
}

type Inner = Map<string | null, Map<number | null, Series>>

/**
 * The sums over all exchanges that were ever in the journal. They only grow: what is cleared or dropped stays counted. Counting one
 * takes a few lookups and no memory, and it is done when an entry leaves or when somebody looks, not when it is recorded.
 */
export class ExchangeCounts {
  readonly series: Series[] = []
  readonly models = new Named()
  readonly sessions = new Named()
  readonly endpoints = new Map<string, Endpoint>()
  readonly #byLabels = new Map<string, Map<string | null, Inner>>()
  #scenarios = 0
  #rest: Series | null = null

  add({ endpoint, status, outcome, model, session, batch, ttfbMs, durationMs, scenario }: Tallied): void {
    const found = this.#byLabels.get(scenario)?.get(endpoint)?.get(outcome)?.get(status)
    ;(found ?? this.#begun(scenario, endpoint, outcome, status)).count += 1
    if (model !== null) this.models.add(model)
    this.sessions.add(session)
    // a line of a batch takes no time, whatever it was to wait for
    if (batch !== null) return
    const times = this.#timesOf(endpoint ?? NONE)
    if (ttfbMs !== null) times.firstByte.add(ttfbMs)
    times.duration.add(durationMs)
  }

  #timesOf(endpoint: string): Endpoint {
    const known = this.endpoints.get(endpoint)
    if (known) return known
    const fresh = { firstByte: new Times(), duration: new Times() }
    this.endpoints.set(endpoint, fresh)
    return fresh
  }

  #begun(scenario: string, endpoint: string | null, outcome: string | null, status: number | null): Series {
    const known = this.#byLabels.get(scenario)
    if (!known && scenario !== OTHER && this.#scenarios >= MOST_NAMES)
      return this.#found(OTHER, endpoint, outcome, status)
    if (this.series.length >= MOST_SERIES) return this.#others()
    const byEndpoint = known ?? new Map<string | null, Inner>()
    if (!known) {
      this.#scenarios += 1
      this.#byLabels.set(scenario, byEndpoint)
    }
    const byOutcome: Inner = byEndpoint.get(endpoint) ?? new Map()
    byEndpoint.set(endpoint, byOutcome)
    const byStatus = byOutcome.get(outcome) ?? new Map<number | null, Series>()
    byOutcome.set(outcome, byStatus)
    const series = {
      endpoint: endpoint ?? NONE,
      status: status === null ? NONE : String(status),
      outcome: outcome ?? NONE,
      scenario,
      count: 0,
    }
    byStatus.set(status, series)
    this.series.push(series)
    return series
  }

  #found(scenario: string, endpoint: string | null, outcome: string | null, status: number | null): Series {
    const found = this.#byLabels.get(scenario)?.get(endpoint)?.get(outcome)?.get(status)
    return found ?? this.#begun(scenario, endpoint, outcome, status)
  }

  #others(): Series {
    if (this.#rest === null) {
      this.#rest = { endpoint: OTHER, status: OTHER, outcome: OTHER, scenario: OTHER, count: 0 }
      this.series.push(this.#rest)
    }
    return this.#rest
  }
}
