/** Something that a request made and another may ask for. */
export interface Stored {
  readonly id: string
}

/** Things by id, the oldest first; bounded: when it is full, the oldest goes. */
export class Shelf<Item extends Stored> {
  readonly #most: number
  readonly #onGone: (item: Item) => void
  readonly #items = new Map<string, Item>()

  constructor(most: number, onGone: (item: Item) => void = () => {}) {
    this.#most = most
    this.#onGone = onGone
  }

  /** Adds a thing, or puts a new version of it in its old place. */
  put(item: Item): void {
    this.#items.set(item.id, item)
    if (this.#items.size <= this.#most) return
    for (const oldest of this.#items.keys()) {
      this.delete(oldest)
      return
    }
  }

  get(id: string): Item | undefined {
    return this.#items.get(id)
  }

  /** Whether there was one of this id. */
  delete(id: string): boolean {
    const item = this.#items.get(id)
    if (item === undefined) return false
    this.#items.delete(id)
    this.#onGone(item)
    return true
  }

  all(): readonly Item[] {
    return [...this.#items.values()]
  }
}
