import { createHash } from 'node:crypto'
import { freshIds } from '../fresh.ts'
import type { Resources } from '../session/resources.ts'

/** As much is put together at once: a file of many lines is made bit by bit, and holds nobody up when it is whole. */
const PART_BYTES = 256 * 1024

/** The lines of an output or error file until it is one. Each takes its part of the session's room at once. */
export class Results {
  readonly #resources: Resources
  /** Lines that are no part yet, and the parts before them. */
  #lines: string[] = []
  #waiting = 0
  #parts: Buffer[] = []
  #hash = createHash('sha1')
  #bytes = 0

  constructor(resources: Resources) {
    this.#resources = resources
  }

  /** Adds a line; false where there is no room for it. */
  add(text: string): boolean {
    const bytes = Buffer.byteLength(text)
    if (!this.#resources.takeRoom(bytes)) return false
    this.#lines.push(text)
    this.#bytes += bytes
    this.#waiting += bytes
    if (this.#waiting >= PART_BYTES) this.#put()
    return true
  }

  /** Becomes a file of the session, and tells its id; null where there was no line. Times are wall clock. */
  toFile(filename: string, createdAtMs: number, nowMs: number): string | null {
    this.#put()
    const content = Buffer.concat(this.#parts)
    const hash = this.#hash.digest('base64url')
    this.drop()
    if (content.length === 0) return null
    const id = `file_${freshIds(nowMs).requestId.slice('req_'.length)}`
    this.#resources.addFile({ id, filename, purpose: 'batch_output', createdAtMs, content, hash })
    return id
  }

  /** Forgets all lines. */
  drop(): void {
    this.#resources.room.give(this.#bytes)
    this.#lines = []
    this.#parts = []
    this.#hash = createHash('sha1')
    this.#waiting = 0
    this.#bytes = 0
  }

  #put(): void {
    const part = Buffer.from(this.#lines.join(''))
    this.#parts.push(part)
    this.#hash.update(part)
    this.#lines = []
    this.#waiting = 0
  }
}
