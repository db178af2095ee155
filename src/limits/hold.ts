import { dimensions } from '../groq/limits.ts'
import type { Meter } from '../outcomes/standing.ts'
import { take } from './bucket.ts'
import { billedSeconds, type Demand } from './demand.ts'
import type { Account } from './rate-limiter.ts'
import type { Slots } from './slots.ts'

type Tokens = Parameters<Meter['answered']>[0]

/** What a request holds, and where. */
interface Held {
  /** Null where nothing limits the request. */
  readonly account: Account | null
  readonly demand: Demand
  readonly slots: Slots
  readonly isFlex: boolean
}

/** What a request that is served takes from its limits and holds until it is over. */
export class Hold implements Meter {
  readonly #held: Held
  #tokens: Tokens = null
  #seconds: number | null = null
  #isOpen = true

  /** Takes what the request asks for and a place among those that are served. */
  constructor(held: Held, nowMs: number) {
    this.#held = held
    for (const bucket of held.account?.buckets ?? [])
      take(bucket, held.demand[dimensions[bucket.dimension].counts], nowMs)
    held.slots.enter(held.isFlex)
  }

  /** Told by the answer what it uses. */
  answered(tokens: Tokens, audioSeconds: number | null): void {
    this.#tokens = tokens
    this.#seconds = audioSeconds
  }

  /**
   * The exchange is over: gives back its place, and what it asked for but did not use. If it used more, takes the rest now.
   * `hasBegun` says whether any part of the answer was sent; if not, the completion is not counted. `nowMs` is session time.
   */
  settle(nowMs: number, hasBegun: boolean): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    const { account, demand, slots, isFlex } = this.#held
    slots.leave(isFlex)
    const prompt = this.#promptTokens()
    const completion = hasBegun ? (this.#tokens?.completion ?? 0) : 0
    const over = {
      requests: 0,
      tokens: prompt + completion - demand.tokens,
      prompt: prompt - demand.prompt,
      completion: completion - demand.completion,
      seconds: this.#usedSeconds() - demand.seconds,
    }
    for (const bucket of account?.buckets ?? []) take(bucket, over[dimensions[bucket.dimension].counts], nowMs)
  }

  #promptTokens(): number {
    if (this.#tokens === null) return this.#held.demand.prompt
    return Math.max(0, this.#tokens.prompt - (this.#tokens.cached ?? 0))
  }

  #usedSeconds(): number {
    return this.#seconds === null ? this.#held.demand.seconds : billedSeconds(this.#seconds)
  }
}
