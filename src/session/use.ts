/** Says that a request is over; what is said again changes nothing. Monotonic milliseconds. */
export type EndUse = (nowMs: number) => void

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

  /** A request has arrived; whoever is through with it says so, once it is over and recorded, or can't be. */
  begin(): EndUse {
    this.#underWay += 1
    let isOver = false
    return nowMs => {
      if (isOver) return
      isOver = true
      this.#underWay -= 1
      this.#lastMs = nowMs
    }
  }

  /** How many requests are under way. */
  get underWay(): number {
    return this.#underWay
  }

  /** For how long nobody has used it; 0 where somebody does. */
  idleMs(nowMs: number): number {
    return this.#underWay > 0 ? 0 : nowMs - this.#lastMs
  }
}
