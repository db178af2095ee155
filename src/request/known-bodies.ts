import type { KnownBody } from '../call.ts'
import type { OperationId } from '../groq/endpoints.ts'
import type { Validation } from '../scenario/scenario.ts'
import { frozen } from './frozen.ts'
import type { ReadBody } from './received.ts'

/** Longer ones are not remembered. */
const MOST_BYTES = 16 * 1024
/** All that are remembered have so many bytes together; what was made of them takes some times as much. */
const MOST_BYTES_TOGETHER = 512 * 1024
/** Of so many different bodies in turn, one is known for having been there. */
const SEEN = 256
const SAMPLES = 16

/** A number that differs for most bodies that differ. */
const sampleOf = (content: Uint8Array): number => {
  let sample = content.length
  const step = Math.max(1, content.length / SAMPLES)
  for (let at = 0; at < content.length; at += step) sample = (Math.imul(sample, 31) + (content[at | 0] ?? 0)) | 0
  return sample
}

/**
 * Bodies that came again, byte for byte: what one says and how it is answered follows from it, and need not be found out twice. A body
 * that never comes again costs a look at sixteen bytes.
 */
export class KnownBodies {
  readonly #bySample = new Map<number, KnownBody>()
  /** The samples of those that came once. */
  readonly #seen = new Int32Array(SEEN)
  #bytes = 0

  /** Null for one that did not come lately. */
  find(content: Buffer): KnownBody | null {
    if (content.length > MOST_BYTES) return null
    const sample = sampleOf(content)
    const known = this.#bySample.get(sample)
    if (known?.content.equals(content)) return known
    const place = sample & (SEEN - 1)
    const cameBefore = this.#seen[place] === sample
    this.#seen[place] = sample
    return cameBefore ? this.#remember(sample, content) : null
  }

  #remember(sample: number, content: Buffer): KnownBody {
    // what came lies in a larger piece of memory
    const fresh: KnownBody = { content: Buffer.from(content), digest: null, read: [], made: new Map() }
    this.#bytes += content.length - (this.#bySample.get(sample)?.content.length ?? 0)
    this.#bySample.set(sample, fresh)
    for (const [oldest, { content }] of this.#bySample) {
      if (this.#bytes <= MOST_BYTES_TOGETHER) break
      this.#bySample.delete(oldest)
      this.#bytes -= content.length
    }
    return fresh
  }
}

/** What a known body says to an operation, read once. Nobody may change the value any more. */
export const readAgain = (
  { read }: KnownBody,
  operation: OperationId,
  validation: Validation,
  understand: () => ReadBody,
): ReadBody => {
  for (const before of read) if (before.operation === operation && before.validation === validation) return before
  const { value, problem } = understand()
  const fresh = { operation, validation, value: frozen(value), problem }
  read.push(fresh)
  return fresh
}
