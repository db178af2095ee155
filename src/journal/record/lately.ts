/** The different things that came last, up to so many: a client asks the same few. Each has a place, which is given to another in turn. */
export class Lately<Thing> {
  readonly #most: number
  readonly #areEqual: (a: Thing, b: Thing) => boolean
  #things: Thing[] = []
  #next = 0

  constructor(most: number, areEqual: (a: Thing, b: Thing) => boolean) {
    this.#most = most
    this.#areEqual = areEqual
  }

  /** The place of one that is equal; -1 for none. */
  placeOf(thing: Thing): number {
    for (let place = 0; place < this.#things.length; place += 1)
      if (this.#areEqual(this.#things[place] as Thing, thing)) return place
    return -1
  }

  at(place: number): Thing | undefined {
    return this.#things[place]
  }

  /** Adds one, which is equal to none: its place. */
  add(thing: Thing): number {
    const place = this.#next
    this.#things[place] = thing
    this.#next = (place + 1) % this.#most
    return place
  }

  clear(): void {
    this.#things = []
    this.#next = 0
  }
}
