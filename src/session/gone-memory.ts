import type { Lost } from './origin.ts'

/** Why a session was let go: idle for longer than its ttl, one too many, or somebody wanted it. */
export type Why = 'expired' | 'evicted' | 'deleted'

/** A session that was let go. Times in milliseconds. */
export interface Gone {
  readonly why: Why
  /** Wall clock. */
  readonly atMs: number
  readonly ttlMs: number
  /** Those of its name before it, and itself. */
  readonly lost: Lost
}

/** How much a memory of gone sessions may take. */
export const GONE_BYTES = 4 * 1024 ** 2
// an entry of a map, an object of four, two numbers; the letters of the name come on top
const ITEM_BYTES = 300

const bytesOf = (id: string): number => ITEM_BYTES + id.length

/** Gone sessions by name. Bounded in bytes: those that went first are forgotten first. */
export class GoneMemory {
  readonly #items = new Map<string, Gone>()
  #bytes = 0

  /** Bytes that are taken, as estimated. */
  get bytes(): number {
    return this.#bytes
  }

  get(id: string): Gone | undefined {
    return this.#items.get(id)
  }

  add(id: string, gone: Gone): void {
    this.delete(id)
    this.#items.set(id, gone)
    this.#bytes += bytesOf(id)
    for (const oldest of this.#items.keys()) {
      if (this.#bytes <= GONE_BYTES) return
      this.delete(oldest)
    }
  }

  delete(id: string): void {
    if (this.#items.delete(id)) this.#bytes -= bytesOf(id)
  }
}
