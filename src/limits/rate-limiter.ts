import { hash32 } from '../chance.ts'
import { ownText } from '../own-text.ts'
import type { LimitSettings } from '../scenario/scenario.ts'
import { Tally } from '../tally.ts'
import { type Bucket, freshBucket, relimit, usedAt } from './bucket.ts'

/** The buckets of one organization and model. */
export interface Account {
  readonly organization: string
  readonly model: string
  /** How often the settings had changed when its limits were made from them; other settings make new ones. */
  readonly version: number
  readonly buckets: readonly Bucket[]
}

const MOST = 10_000
const LONGEST_MODEL = 200

/** Ids of models come from clients: a long one is stored as its beginning and a hash, so that keys stay short. */
const modelKey = (model: string): string =>
  model.length <= LONGEST_MODEL ? model : `${model.slice(0, LONGEST_MODEL - 20)}…${hash32(model, 0)}`

/** What an account and each of its buckets take in memory. */
const ACCOUNT_BYTES = 250
const BUCKET_BYTES = 100

const bytesOf = ({ model, buckets }: Account): number =>
  ACCOUNT_BYTES + 4 * model.length + BUCKET_BYTES * buckets.length

const isFull = ({ buckets }: Account, nowMs: number): boolean => buckets.every(bucket => usedAt(bucket, nowMs) === 0)

/**
 * The buckets of a session, by organization and model; made on first use. Bounded: those that are full again say nothing and
 * are forgotten, and where that is not enough the least recently used go.
 */
export class RateLimiter {
  readonly #most: number
  readonly #tally: Tally
  /** In the order of use. */
  readonly #accounts = new Map<string, Account>()
  #settings: LimitSettings | null = null
  #version = 0

  /** What it takes in memory is counted in the tally. */
  constructor(most = MOST, tally = new Tally()) {
    this.#most = most
    this.#tally = tally
  }

  /** The account of an organization for a model, under the settings in force; null where nothing limits it. */
  account(organization: string, model: string, settings: LimitSettings, nowMs: number): Account | null {
    if (settings !== this.#settings) {
      this.#settings = settings
      this.#version += 1
    }
    const name = modelKey(model)
    const key = `${organization} ${name}`
    const known = this.#accounts.get(key)
    const account = known?.version === this.#version ? known : this.#under(settings, organization, name, known, nowMs)
    this.#accounts.delete(key)
    if (account !== null) this.#accounts.set(known ? key : ownText(key), account)
    if (this.#accounts.size > this.#most) this.#makeRoom(account, nowMs)
    if (account !== known) this.#count(known, account)
    return account
  }

  /** Forgets everybody's buckets. */
  forget(): void {
    for (const key of this.#accounts.keys()) this.#drop(key)
  }

  /** Everybody's buckets that are not forgotten, under the settings in force; the least recently used first. */
  accounts(settings: LimitSettings, nowMs: number): readonly Account[] {
    for (const { organization, model } of [...this.#accounts.values()])
      this.account(organization, model, settings, nowMs)
    return [...this.#accounts.values()]
  }

  /** What was used stays used where the limits change. */
  #under(
    settings: LimitSettings,
    organization: string,
    model: string,
    known: Account | undefined,
    nowMs: number,
  ): Account | null {
    const limits = settings.limitsOf?.(model) ?? []
    if (limits.length === 0) return null
    const buckets = limits.map(limit => {
      const before = known?.buckets.find(({ dimension }) => dimension === limit.dimension)
      return before ? relimit(before, limit, nowMs) : freshBucket(limit, nowMs)
    })
    return { organization: ownText(organization), model: ownText(model), version: this.#version, buckets }
  }

  #count(before: Account | undefined, now: Account | null): void {
    this.#tally.add((now ? bytesOf(now) : 0) - (before ? bytesOf(before) : 0))
  }

  #drop(key: string): void {
    const account = this.#accounts.get(key)
    this.#accounts.delete(key)
    if (account) this.#count(account, null)
  }

  #makeRoom(newest: Account | null, nowMs: number): void {
    for (const [key, account] of this.#accounts) if (account !== newest && isFull(account, nowMs)) this.#drop(key)
    // a quarter at once, so that this is not done for every request
    const enough = Math.floor(this.#most * 0.75)
    for (const key of this.#accounts.keys()) {
      if (this.#accounts.size <= enough) return
      this.#drop(key)
    }
  }
}
