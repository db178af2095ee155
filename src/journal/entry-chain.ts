import type { Counted } from './held.ts'

/** The entries of one session, from the oldest on: they come at the end, and go from the front. */
export class EntryChain {
  #first: Counted | null = null
  #last: Counted | null = null
  #count = 0

  get count(): number {
    return this.#count
  }

  add(held: Counted): void {
    if (this.#last) this.#last.next = held
    else this.#first = held
    this.#last = held
    this.#count += 1
  }

  /** Takes the oldest out. */
  shift(): void {
    this.#first = this.#first?.next ?? null
    if (this.#first === null) this.#last = null
    this.#count -= 1
  }

  *[Symbol.iterator](): Generator<Counted> {
    for (let held = this.#first; held; held = held.next) yield held
  }
}
