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

/** By endpoint and model, the tens of seconds in which requests came. */
class Times {
  readonly #buckets = new Map<string, Set<number>>()

  add(key: string, atMs: number): void {
    const buckets = this.#buckets.get(key)
    if (buckets) buckets.add(Math.floor(atMs / BUCKET_MS))
    else if (this.#buckets.size < MOST_MODELS) this.#buckets.set(key, new Set([Math.floor(atMs / BUCKET_MS)]))
  }

  /** Whether one came for the endpoint and another model in that time. */
  hasOther(endpoint: string | null, model: string | null, fromMs: number, toMs: number): boolean {
    const [from, to] = [Math.floor(fromMs / BUCKET_MS), Math.floor(toMs / BUCKET_MS)]
    for (const [key, buckets] of this.#buckets) {
      if (!key.startsWith(`${endpoint} `) || key === `${endpoint} ${model}`) continue
      for (let at = from; at <= to; at += 1) if (buckets.has(at)) return true
    }
    return false
  }
}

/** Notes of every entry what only shows over all calls; bounded by the number of different requests. */
export class RunBook {
  readonly load = new Load()
  readonly spans = new Spans()
  readonly #equals = new Map<string, Equals>()
  readonly #asked = new Times()
  readonly #served = new Times()

  add(entry: Entry, attempt: Attempt): void {
    this.load.add(attempt)
    this.spans.add(attempt.startedMs, attempt.endedMs)
    this.#noteEqual(attempt)
    const key = `${entry.endpoint} ${entry.model}`
    this.#asked.add(key, attempt.startedMs)
    if (attempt.end === 'served') this.#served.add(key, attempt.startedMs)
  }

  /** With what is known at the end. */
  run(facts: Facts): Run {
    const declared = new Map(facts.declared.map(({ call, ok }) => [call, ok]))
    const ofRun = declared.get(null) ?? (facts.exitCode === null ? null : facts.exitCode === 0)
    return {
      facts,
      load: this.load,
      spans: this.spans,
      wasServed: (fingerprint, sinceMs) => (this.#equals.get(fingerprint)?.servedMs ?? -1) >= sinceMs,
      cameAgain: fingerprint => (this.#equals.get(fingerprint)?.count ?? 0) > 1,
      wentOnWithAnother: (endpoint, model, afterMs) =>
        this.#served.hasOther(endpoint, model, afterMs, afterMs + FALLBACK_WITHIN_MS),
      triedAnother: (endpoint, model, aroundMs) =>
        this.#asked.hasOther(endpoint, model, aroundMs - FALLBACK_WITHIN_MS, aroundMs + FALLBACK_WITHIN_MS),
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
