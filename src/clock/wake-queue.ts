/** A wait for a moment; its position is for the queue only. */
export interface Waiting {
  readonly atMs: number
  readonly wake: () => void
  /** For the same moment, the wait that came first is woken first. */
  readonly order: number
  place: number
}

const isBefore = (one: Waiting, other: Waiting): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)

/** All waits, the next to wake in front: thousands need one timer. A binary heap whose items can be removed at any time. */
export class WakeQueue {
  readonly #heap: Waiting[] = []
  #orders = 0

  get size(): number {
    return this.#heap.length
  }

  get first(): Waiting | undefined {
    return this.#heap[0]
  }

  add(atMs: number, wake: () => void): Waiting {
    this.#orders += 1
    const waiting = { atMs, wake, order: this.#orders, place: this.#heap.length }
    this.#heap.push(waiting)
    this.#rise(waiting)
    return waiting
  }

  /** Nothing happens where it is not in the queue any more. */
  remove(waiting: Waiting): void {
    const { place } = waiting
    if (this.#heap[place] !== waiting) return
    const last = this.#heap.pop()
    waiting.place = -1
    if (last === undefined || last === waiting) return
    this.#put(last, place)
    this.#rise(last)
    this.#sink(last)
  }

  /** Takes out the first whose moment has come. */
  takeDue(nowMs: number): Waiting | undefined {
    const { first } = this
    if (!first || first.atMs > nowMs) return undefined
    this.remove(first)
    return first
  }

  #put(waiting: Waiting, place: number): void {
    this.#heap[place] = waiting
    waiting.place = place
  }

  #rise(waiting: Waiting): void {
    for (;;) {
      const { place } = waiting
      const parent = this.#heap[(place - 1) >> 1]
      if (place === 0 || !parent || !isBefore(waiting, parent)) return
      this.#put(waiting, parent.place)
      this.#put(parent, place)
    }
  }

  #sink(waiting: Waiting): void {
    for (;;) {
      const { place } = waiting
      const [left, right] = [this.#heap[2 * place + 1], this.#heap[2 * place + 2]]
      const child = left && right && isBefore(right, left) ? right : left
      if (!child || !isBefore(child, waiting)) return
      this.#put(waiting, child.place)
      this.#put(child, place)
    }
  }
}
