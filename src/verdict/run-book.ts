import type { Entry } from '../journal/entry.ts'
import { Load } from './load.ts'
import type { Run } from './run.ts'
import { Spans } from './spans.ts'
import type { Attempt, Facts } from './verdict.ts'

const MOST_FINGERPRINTS = 100_000
const MOST_MODELS = 1000
/** How long after a failure a request to another model counts as its fallback. */
const FALLBACK_WITHIN_MS = 60_000
const BUCKET_MS = 10_000

/** Of equal requests: how many came, and when the last answer that was whole ended. */
interface Equals {
  count: number
  servedMs: number
}

/** Of one model of an endpoint, the tens of seconds in which requests came, and in which those came that were served. */
interface Times {
  readonly asked: Set<number>
  readonly served: Set<number>
}

/** When the models of each endpoint were asked. */
class ModelTimes {
  readonly #endpoints = new Map<string | null, Map<string | null, Times>>()
  #count = 0

  add({ endpoint, model }: Entry, { startedMs, end }: Attempt): void {
    const times = this.#endpoints.get(endpoint)?.get(model) ?? this.#begin(endpoint, model)
    const at = Math.floor(startedMs / BUCKET_MS)
    times?.asked.add(at)
    if (end === 'served') times?.served.add(at)
  }

  /** Whether another model of the endpoint was asked, or served, in that time. */
  hasOther(what: keyof Times, endpoint: string | null, model: string | null, fromMs: number, toMs: number): boolean {
    const [from, to] = [Math.floor(fromMs / BUCKET_MS), Math.floor(toMs / BUCKET_MS)]
    for (const [other, times] of this.#endpoints.get(endpoint) ?? []) {
      if (other === model) continue
      for (let at = from; at <= to; at += 1) if (times[what].has(at)) return true
    }
    return false
  }

  #begin(endpoint: string | null, model: string | null): Times | null {
    if (this.#count >= MOST_MODELS) return null
    this.#count += 1
    const models = this.#endpoints.get(endpoint) ?? new Map<string | null, Times>()
    const times = { asked: new Set<number>(), served: new Set<number>() }
    this.#endpoints.set(endpoint, models.set(model, times))
    return times
  }
}

/** Notes of every entry what only shows over all calls; bounded by the number of different requests. */
export class RunBook {
  readonly load = new Load()
  readonly spans = new Spans()
  readonly #equals = new Map<string, Equals>()
  readonly #models = new ModelTimes()

  add(entry: Entry, attempt: Attempt): void {
    this.load.add(attempt)
    this.spans.add(attempt.startedMs, attempt.endedMs)
    this.#noteEqual(attempt)
    this.#models.add(entry, attempt)
  }

  /** With what is known at the end. */
  run(facts: Facts): Run {
    const declared = new Map(facts.declared.map(({ call, ok }) => [call, ok]))
    const ofRun = declared.get(null) ?? (typeof facts.exitCode === 'number' ? facts.exitCode === 0 : null)
    return {
      facts,
      load: this.load,
      spans: this.spans,
      wasServed: (fingerprint, sinceMs) => (this.#equals.get(fingerprint)?.servedMs ?? -1) >= sinceMs,
      cameAgain: fingerprint => (this.#equals.get(fingerprint)?.count ?? 0) > 1,
      wentOnWithAnother: (endpoint, model, afterMs) =>
        this.#models.hasOther('served', endpoint, model, afterMs, afterMs + FALLBACK_WITHIN_MS),
      triedAnother: (endpoint, model, aroundMs) =>
        this.#models.hasOther('asked', endpoint, model, aroundMs - FALLBACK_WITHIN_MS, aroundMs + FALLBACK_WITHIN_MS),
      declaredOf: call => declared.get(call) ?? ofRun,
    }
  }

  #noteEqual({ fingerprint, endedMs, end }: Attempt): void {
    let equals = this.#equals.get(fingerprint)
    if (!equals) {
      if (this.#equals.size >= MOST_FINGERPRINTS) return
      equals = { count: 0, servedMs: -1 }
      this.#equals.set(fingerprint, equals)
    }
    equals.count += 1
    if (end === 'served') equals.servedMs = Math.max(equals.servedMs, endedMs)
  }
}
