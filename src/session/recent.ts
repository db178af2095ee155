import { Tally } from '../tally.ts'

/**
 * A map that forgets what was not used for long: two halves, of which the older is dropped when the younger is full. Every
 * step takes the same short time, however much has been forgotten.
 */
export class Recent<Key, Value> {
  readonly #half: number
  readonly #tally: Tally
  readonly #bytesOf: (key: Key) => number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()
  #youngBytes = 0
  #oldBytes = 0

  /** Keeps at least half of `most` and never more than `most`. What each takes in memory is counted in the tally. */
  constructor(most: number, tally = new Tally(), bytesOf: (key: Key) => number = () => 0) {
    this.#half = Math.ceil(most / 2)
    this.#tally = tally
    this.#bytesOf = bytesOf
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    const { size } = this.#young
    this.#young.set(key, value)
    if (this.#young.size === size) return
    const bytes = this.#bytesOf(key)
    this.#youngBytes += bytes
    if (this.#young.size >= this.#half) this.#grow()
    this.#tally.add(bytes)
  }

  delete(key: Key): void {
    const bytes = this.#bytesOf(key)
    const [young, old] = [this.#young.delete(key) ? bytes : 0, this.#old.delete(key) ? bytes : 0]
    this.#youngBytes -= young
    this.#oldBytes -= old
    this.#tally.add(-young - old)
  }

  clear(): void {
    const bytes = this.#youngBytes + this.#oldBytes
    this.#young = new Map()
    this.#old = new Map()
    this.#youngBytes = 0
    this.#oldBytes = 0
    this.#tally.add(-bytes)
  }

  #grow(): void {
    const forgotten = this.#oldBytes
    this.#old = this.#young
    this.#oldBytes = this.#youngBytes
    this.#young = new Map()
    this.#youngBytes = 0
    this.#tally.add(-forgotten)
  }
}
