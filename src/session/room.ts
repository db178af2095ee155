/** Bytes that may be taken, out of a limit that may be shared with others. */
export class Room {
  readonly #mostBytes: number
  #shared: Room | null
  #takenBytes = 0

  constructor(mostBytes: number, shared: Room | null = null) {
    this.#mostBytes = mostBytes
    this.#shared = shared
  }

  get takenBytes(): number {
    return this.#takenBytes
  }

  /** Takes so many bytes here and from what is shared; false where one of them has no room, and then nothing is taken. */
  take(bytes: number): boolean {
    if (this.#takenBytes + bytes > this.#mostBytes) return false
    if (this.#shared && !this.#shared.take(bytes)) return false
    this.#takenBytes += bytes
    return true
  }

  give(bytes: number): void {
    this.#takenBytes -= bytes
    this.#shared?.give(bytes)
  }

  /** Gives all back to what is shared, and counts alone from now on. */
  leave(): void {
    this.#shared?.give(this.#takenBytes)
    this.#shared = null
  }
}
