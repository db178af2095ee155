/** The numbers of a session's entries, ascending: they come at the end, and go from the front. */
export class Numbers {
  #all: number[] = []
  /** Where the oldest stands. */
  #from = 0

  get count(): number {
    return this.#all.length - this.#from
  }

  add(number: number): void {
    this.#all.push(number)
  }

  /** Takes the oldest out. */
  shift(): void {
    this.#from += 1
    if (this.#from < 1024 || this.#from < this.#all.length / 2) return
    this.#all = this.#all.slice(this.#from)
    this.#from = 0
  }

  /** The first above a number; undefined for none. */
  after(number: number): number | undefined {
    return this.#all[this.#placeAfter(number)]
  }

  /** The last below a number; undefined for none. */
  before(number: number): number | undefined {
    const place = this.#placeAfter(number - 1) - 1
    return place < this.#from ? undefined : this.#all[place]
  }

  #placeAfter(number: number): number {
    let [low, high] = [this.#from, this.#all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#all[middle] ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#all.slice(this.#from)[Symbol.iterator]()
  }
}
