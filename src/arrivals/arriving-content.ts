import { createHash, type Hash } from 'node:crypto'
import { FEW_BYTES, JsonCount } from '../request/json-count.ts'

/**
 * The content of a body while it comes in. What takes long with a large one is done part by part, so that nobody waits for it at
 * the end: its names and values are counted, and its digest is made.
 */
export class ArrivingContent {
  readonly #chunks: Buffer[] = []
  #bytes = 0
  #long: { readonly count: JsonCount; readonly digest: Hash } | null = null

  /** How many bytes came. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes the next part; false where there are more names and values than are read of one body. */
  add(chunk: Buffer): boolean {
    this.#bytes += chunk.length
    this.#chunks.push(chunk)
    if (this.#long) return this.#follow([chunk], this.#long)
    if (this.#bytes < FEW_BYTES) return true
    this.#long = { count: new JsonCount(), digest: createHash('sha1') }
    return this.#follow(this.#chunks, this.#long)
  }

  #follow(chunks: readonly Buffer[], { count, digest }: { readonly count: JsonCount; readonly digest: Hash }): boolean {
    for (const chunk of chunks) digest.update(chunk)
    return chunks.every(chunk => count.add(chunk))
  }

  /** All that came; the digest only of a long one. To be asked once. */
  whole(): { readonly content: Buffer; readonly digest?: string } {
    const [first] = this.#chunks
    const content = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#bytes)
    return this.#long ? { content, digest: this.#long.digest.digest('base64url') } : { content }
  }
}
