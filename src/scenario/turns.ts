/** Lets what concerns one name happen one after the other, in the order in which it was asked for. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `work` when all is over that was asked for this name before: at once if there is nothing. */
  take<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#last.get(name)
    // how the one before ended is told to whoever asked for it
    const mine = before ? before.then(work, work) : work()
    this.#last.set(name, mine)
    const leave = (): void => {
      if (this.#last.get(name) === mine) this.#last.delete(name)
    }
    mine.then(leave, leave)
    return mine
  }

  /** Resolves when all is over that was asked for this name before; never rejects. */
  async over(name: string): Promise<void> {
    await this.#last.get(name)?.catch(() => {})
  }
}
