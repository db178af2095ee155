/** The time of a session: real time since its first request × speed, and what it was moved forward by. */
export class SessionTime {
  readonly #speedAtFirst: number
  #speed: number
  #beganAtMs: number | null = null
  #shiftMs = 0

  constructor(speed: number) {
    this.#speedAtFirst = speed
    this.#speed = speed
  }

  /** How many milliseconds of session time a real one is. */
  get speed(): number {
    return this.#speed
  }

  /** Begins with the first request. */
  begin(monotonicMs: number): void {
    this.#beganAtMs ??= monotonicMs
  }

  /** Real milliseconds since then; 0 before it. */
  sinceBeganMs(monotonicMs: number): number {
    return this.#beganAtMs === null ? 0 : monotonicMs - this.#beganAtMs
  }

  at(monotonicMs: number): number {
    return this.sinceBeganMs(monotonicMs) * this.#speed + this.#shiftMs
  }

  /** Jumps forward. */
  advance(ms: number): void {
    this.#shiftMs += ms
  }

  /** Runs faster or slower from now on, without a jump. */
  run(speed: number, monotonicMs: number): void {
    this.#shiftMs += this.sinceBeganMs(monotonicMs) * (this.#speed - speed)
    this.#speed = speed
  }

  /** As at the beginning. */
  reset(): void {
    this.#speed = this.#speedAtFirst
    this.#beganAtMs = null
    this.#shiftMs = 0
  }
}
