/** Bytes that things of one kind take, as estimated, counted as they come and go; may be a part of a larger count. */
export class Tally {
  #whole: Tally | null
  readonly #onMore: () => void
  #bytes = 0

  /** `onMore` is called after each time that it grew, and may well make it smaller. */
  constructor(whole: Tally | null = null, onMore: () => void = () => {}) {
    this.#whole = whole
    this.#onMore = onMore
  }

  get bytes(): number {
    return this.#bytes
  }

  /** So many more, or fewer. Whoever calls this has done everything else before. */
  add(bytes: number): void {
    this.#bytes += bytes
    this.#whole?.add(bytes)
    if (bytes > 0) this.#onMore()
  }

  /** Takes what it counted out of the whole, and counts alone from now on. */
  leave(): void {
    this.#whole?.add(-this.#bytes)
    this.#whole = null
  }
}
