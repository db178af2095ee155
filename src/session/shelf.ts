import { Tally } from '../tally.ts'

/** Something that a request made and another may ask for. */
export interface Stored {
  readonly id: string
}

/** How things are counted that come and go. */
interface Counted<Item> {
  readonly onGone: (item: Item) => void
  /** What each takes in memory, beside what `onGone` gives back. */
  readonly bytesOf: (item: Item) => number
  readonly tally: Tally
}

/** Things by id, the oldest first; bounded: when it is full, the oldest goes. */
export class Shelf<Item extends Stored> {
  readonly #most: number
  readonly #counted: Counted<Item>
  readonly #items = new Map<string, Item>()

  constructor(most: number, counted: Partial<Counted<Item>> = {}) {
    this.#most = most
    this.#counted = { onGone: () => {}, tally: new Tally(), bytesOf: () => 0, ...counted }
  }

  /** Adds a thing, or puts a new version of it in its old place. */
  put(item: Item): void {
    const { tally, bytesOf } = this.#counted
    const before = this.#items.get(item.id)
    this.#items.set(item.id, item)
    if (this.#items.size > this.#most) this.#dropOldest()
    tally.add(bytesOf(item) - (before === undefined ? 0 : bytesOf(before)))
  }

  get(id: string): Item | undefined {
    return this.#items.get(id)
  }

  /** Whether there was one of this id. */
  delete(id: string): boolean {
    const item = this.#items.get(id)
    if (item === undefined) return false
    this.#items.delete(id)
    const { onGone, tally, bytesOf } = this.#counted
    onGone(item)
    tally.add(-bytesOf(item))
    return true
  }

  #dropOldest(): void {
    const [oldest] = this.#items.keys()
    if (oldest !== undefined) this.delete(oldest)
  }

  all(): readonly Item[] {
    return [...this.#items.values()]
  }
}
