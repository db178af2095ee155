/** When a session was used last: as long as a request of it is under way, from its head on, it is in use. Monotonic milliseconds. */
export class Use {
  #lastMs: number
  #underWay = 0

  constructor(nowMs: number) {
    this.#lastMs = nowMs
  }

  touch(nowMs: number): void {
    this.#lastMs = nowMs
  }

  /** A request has arrived. */
  begin(): void {
    this.#underWay += 1
  }

  /** Its exchange is over and recorded. */
  end(nowMs: number): void {
    this.#underWay -= 1
    this.#lastMs = nowMs
  }

  /** For how long nobody has used it; 0 where somebody does. */
  idleMs(nowMs: number): number {
    return this.#underWay > 0 ? 0 : nowMs - this.#lastMs
  }
}
