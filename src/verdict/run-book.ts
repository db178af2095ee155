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

/** Of equal requests: when the last of them came, and when the last answer that was whole ended. */
interface Equals {
  cameMs: number
  servedMs: number
}

/** Notes of every entry what only shows over all calls; bounded by the number of different requests. */
export class RunBook {
  readonly load = new Load()
  readonly spans = new Spans()
  readonly #equals = new Map<string, Equals>()
  /** By endpoint and model, the tens of seconds in which a request came that was served. */
  readonly #served = new Map<string, Set<number>>()

  add(entry: Entry, attempt: Attempt): void {
    this.load.add(attempt)
    this.spans.add(attempt.startedMs, attempt.endedMs)
    this.#noteEqual(attempt)
    if (attempt.end === 'served') this.#noteServed(entry, attempt)
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
      cameAgain: (fingerprint, afterMs) => (this.#equals.get(fingerprint)?.cameMs ?? -1) > afterMs,
      wentOnWithAnother: (endpoint, model, afterMs) => this.#wentOn(endpoint, model, afterMs),
      declaredOf: call => declared.get(call) ?? ofRun,
    }
  }

  #noteEqual({ fingerprint, startedMs, endedMs, end }: Attempt): void {
    let equals = this.#equals.get(fingerprint)
    if (!equals) {
      if (this.#equals.size >= MOST_FINGERPRINTS) return
      equals = { cameMs: -1, servedMs: -1 }
      this.#equals.set(fingerprint, equals)
    }
    equals.cameMs = Math.max(equals.cameMs, startedMs)
    if (end === 'served') equals.servedMs = Math.max(equals.servedMs, endedMs)
  }

  #noteServed({ endpoint, model }: Entry, { startedMs }: Attempt): void {
    const key = `${endpoint} ${model}`
    const buckets = this.#served.get(key)
    if (buckets) buckets.add(Math.floor(startedMs / BUCKET_MS))
    else if (this.#served.size < MOST_MODELS) this.#served.set(key, new Set([Math.floor(startedMs / BUCKET_MS)]))
  }

  #wentOn(endpoint: string | null, model: string | null, afterMs: number): boolean {
    const [from, to] = [Math.floor(afterMs / BUCKET_MS), Math.floor((afterMs + FALLBACK_WITHIN_MS) / BUCKET_MS)]
    for (const [key, buckets] of this.#served) {
      if (!key.startsWith(`${endpoint} `) || key === `${endpoint} ${model}`) continue
      for (let at = from; at <= to; at += 1) if (buckets.has(at)) return true
    }
    return false
  }
}
