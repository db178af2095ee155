/** What a name takes beside its letters: its place in two tables, and the head of a text. */
const NAME_BYTES = 60

/** Texts that come again and again, each of them once: a record has their numbers. */
export class Names {
  readonly #texts: string[] = []
  readonly #numbers = new Map<string, number>()
  /** What they take of memory, at most. */
  bytes = 0

  /** The number of a text, from 1. */
  numberOf(text: string): number {
    return this.#numbers.get(text) ?? this.#added(text)
  }

  textOf(number: number): string {
    return this.#texts[number - 1] ?? ''
  }

  #added(text: string): number {
    const number = this.#texts.push(text)
    this.#numbers.set(text, number)
    this.bytes += NAME_BYTES + 2 * text.length
    return number
  }
}
