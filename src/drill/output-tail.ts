/** The end of what a process prints, however much it prints. */
export class OutputTail {
  readonly #most: number
  #chunks: Buffer[] = []
  #bytes = 0

  /** `most` bytes are kept. */
  constructor(most: number) {
    this.#most = most
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= this.#most) this.#bytes -= this.#chunks.shift()?.length ?? 0
  }

  /** From its first whole line on, where the beginning is missing. */
  text(): string {
    const all = Buffer.concat(this.#chunks)
    const end = all.subarray(Math.max(0, all.length - this.#most)).toString()
    return all.length > this.#most ? end.slice(end.indexOf('\n') + 1) : end
  }
}
