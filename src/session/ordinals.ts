import { hash32 } from '../chance.ts'
import type { Tally } from '../tally.ts'

const SALTS = [0, 0x9e3779b9] as const
/** Two parts of a hash, and how often. */
const WORDS = 3
const FEWEST_SLOTS = 16

/** How often texts came, by 64 bits of their hash, in one buffer: a hash has the slot that its first part tells, or the next free one. */
class Counts {
  #slots = new Uint32Array(FEWEST_SLOTS * WORDS)
  #size = 0

  get size(): number {
    return this.#size
  }

  get bytes(): number {
    return this.#slots.byteLength
  }

  /** 0 for what never came. */
  of(first: number, second: number): number {
    return this.#slots[this.#place(first, second) + 2] ?? 0
  }

  set(first: number, second: number, count: number): void {
    const place = this.#place(first, second)
    const isNew = this.#slots[place + 2] === 0
    this.#put(place, first, second, count)
    if (!isNew) return
    this.#size += 1
    // half of them stay free, so that the next free one is near
    if (this.#size * WORDS * 2 > this.#slots.length) this.#grow()
  }

  /** Forgets all, and keeps the room. */
  empty(): void {
    this.#slots.fill(0)
    this.#size = 0
  }

  #put(place: number, first: number, second: number, count: number): void {
    this.#slots[place] = first
    this.#slots[place + 1] = second
    this.#slots[place + 2] = count
  }

  #place(first: number, second: number): number {
    const slots = this.#slots
    let place = (first % (slots.length / WORDS)) * WORDS
    while (slots[place + 2] !== 0 && (slots[place] !== first || slots[place + 1] !== second)) {
      place += WORDS
      if (place === slots.length) place = 0
    }
    return place
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += WORDS) {
      const [first = 0, second = 0, count = 0] = before.subarray(at, at + WORDS)
      if (count > 0) this.#put(this.#place(first, second), first, second, count)
    }
  }
}

/**
 * Which call of its fingerprint a call is, from 1. What did not come for long is forgotten: there are two halves, and the older is
 * emptied when the younger is full. Nearly every request brings a new fingerprint: as keys of a map they are texts that live for
 * long, and tables that grow (docs/facts/node.md §8). Of 100 000, two have the same hash once in four billion times.
 */
export class Ordinals {
  readonly #half: number
  readonly #tally: Tally
  #young = new Counts()
  #old = new Counts()
  #counted = 0

  /** Remembers at least half of `most` and never more than `most`. The memory that it takes is counted in the tally. */
  constructor(most: number, tally: Tally) {
    this.#half = Math.ceil(most / 2)
    this.#tally = tally
  }

  next(fingerprint: string): number {
    const [first, second] = [hash32(fingerprint, SALTS[0]), hash32(fingerprint, SALTS[1])]
    const before = this.#young.of(first, second) || this.#old.of(first, second)
    this.#young.set(first, second, before + 1)
    if (this.#young.size >= this.#half) this.#turn()
    this.#count()
    return before + 1
  }

  clear(): void {
    this.#young = new Counts()
    this.#old = new Counts()
    this.#tally.add(-this.#counted)
    this.#counted = 0
  }

  #turn(): void {
    const oldest = this.#old
    oldest.empty()
    this.#old = this.#young
    this.#young = oldest
  }

  #count(): void {
    const bytes = this.#young.bytes + this.#old.bytes
    if (bytes === this.#counted) return
    const more = bytes - this.#counted
    this.#counted = bytes
    this.#tally.add(more)
  }
}
