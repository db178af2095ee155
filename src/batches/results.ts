import { hash } from 'node:crypto'
import { freshIds } from '../fresh.ts'
import type { Resources } from '../session/resources.ts'

/** The lines of an output or error file until it is one. Each takes its part of the session's room at once. */
export class Results {
  readonly #resources: Resources
  #lines: string[] = []
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
    return true
  }

  /** Becomes a file of the session, and tells its id; null where there was no line. Times are wall clock. */
  toFile(filename: string, createdAtMs: number, nowMs: number): string | null {
    const content = Buffer.from(this.#lines.join(''))
    this.drop()
    if (content.length === 0) return null
    const id = `file_${freshIds(nowMs).requestId.slice('req_'.length)}`
    const sha = hash('sha1', content, 'base64url')
    this.#resources.addFile({ id, filename, purpose: 'batch_output', createdAtMs, content, hash: sha })
    return id
  }

  /** Forgets all lines. */
  drop(): void {
    this.#resources.room.give(this.#bytes)
    this.#lines = []
    this.#bytes = 0
  }
}
