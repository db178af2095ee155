/** How many requests of a session are being served right now. */
export class Slots {
  /** Of any tier. */
  all = 0
  flex = 0

  enter(isFlex: boolean): void {
    this.all += 1
    if (isFlex) this.flex += 1
  }

  leave(isFlex: boolean): void {
    this.all -= 1
    if (isFlex) this.flex -= 1
  }
}
