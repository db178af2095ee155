/** Parts that wait for their one reader. How they end shows when all that came before it was read. */
export class PartQueue<Part> implements AsyncIterable<Part> {
  #parts: Part[] = []
  #end: { readonly error: Error | null } | null = null
  #wake: () => void = () => {}

  /** Nothing happens after the end. */
  add(part: Part): void {
    if (this.#end === null) this.#parts.push(part)
    this.#wake()
  }

  /** No more come, or, with an error, none that can be read. The first end is the end. */
  end(error: Error | null): void {
    this.#end ??= { error }
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Part> {
    for (;;) {
      const parts = this.#parts
      this.#parts = []
      yield* parts
      if (this.#parts.length > 0) continue
      if (this.#end?.error) throw this.#end.error
      if (this.#end) return
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }
}
