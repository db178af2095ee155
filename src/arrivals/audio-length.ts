import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { IFormat } from 'music-metadata'
import { nextTurn } from '../turn-of-the-loop.ts'
import { HEAD_BYTES, mediaTypeOf, tagBytes } from './media-type.ts'

/** The bit rate that is assumed if the file gives none: that of speech recorded by browsers. */
const USUAL_BITRATE = 32_000
/** How often the parser may ask for bytes: a file with more pieces was made to keep it busy (docs/facts/node.md §10). */
const MOST_READS = 30_000
/** After so many others get their turn: as long as bytes are there, the parser goes from one read to the next without one. */
const READS_A_TURN = 300
/** The length is found in this many bytes at the beginning, except in containers that may have it at the end. */
const WINDOW_BYTES: ReadonlyMap<string, number> = new Map([
  ['audio/mpeg', 32 * 1024],
  ['audio/wav', 256 * 1024],
  ['audio/flac', 256 * 1024],
  ['audio/webm', 256 * 1024],
])

const secondsOf = ({ container, codec, duration, bitrate }: IFormat, bytes: number): number | null => {
  if (container === undefined || (codec === undefined && !duration)) return null
  const byRate = (bytes * 8) / (bitrate || USUAL_BITRATE)
  if (duration === undefined || !Number.isFinite(duration) || duration < 0) return byRate
  // a WAV that was written to a pipe says the largest length there is
  return container === 'WAVE' ? Math.min(duration, byRate) : duration
}

/** A stream that ends when it has been asked too often, and says now and then that it has nothing yet. */
const patientInput = (): PassThrough => {
  const input = new PassThrough()
  const read = input.read.bind(input)
  let reads = 0
  let isResting = false
  input.read = size => {
    // Node's own question, whether there is anything to fetch
    if (size === 0) return read(size)
    // whoever begins to wait while bytes are there is told so in the same turn, and asks again
    if (isResting) return null
    reads += 1
    if (reads > MOST_READS) input.destroy()
    if (reads % READS_A_TURN !== 0) return read(size)
    isResting = true
    nextTurn(() => {
      isResting = false
      input.emit('readable')
    })
    return null
  }
  return input
}

/** Reads how long audio lasts while it streams by; of the stream nothing is held. */
export class AudioLength {
  #head = Buffer.alloc(0)
  /** Bytes of a tag that are still to come. */
  #tag = 0
  #hadTag = false
  #decided = false
  #input: PassThrough | null = null
  #format: IFormat | null = null
  #parsed: Promise<unknown> = Promise.resolve()
  #window = Number.POSITIVE_INFINITY
  /** All but the tag. */
  #bytes = 0

  /** Takes the next bytes; resolves when more may come. */
  async take(chunk: Buffer): Promise<void> {
    const skipped = Math.min(this.#tag, chunk.length)
    this.#tag -= skipped
    const rest = chunk.subarray(skipped)
    this.#bytes += rest.length
    if (this.#decided) return this.#feed(rest)
    this.#head = Buffer.concat([this.#head, rest])
    if (this.#head.length < HEAD_BYTES) return
    if (!this.#skipTag()) await this.#begin()
  }

  /** Seconds, when all has been taken; null for what is no audio. */
  async end(): Promise<number | null> {
    if (!this.#decided) await this.#begin()
    this.#input?.end()
    await this.#parsed
    return this.#format && secondsOf(this.#format, this.#bytes)
  }

  /** Gives up: nobody wants to know any more. */
  close(): void {
    this.#input?.destroy()
  }

  #skipTag(): boolean {
    const tag = this.#hadTag ? 0 : tagBytes(this.#head)
    if (tag === 0) return false
    this.#hadTag = true
    this.#tag = Math.max(0, tag - this.#head.length)
    this.#head = this.#head.subarray(tag)
    this.#bytes = this.#head.length
    return this.#head.length < HEAD_BYTES
  }

  async #begin(): Promise<void> {
    this.#decided = true
    // before a first frame there may be anything, after a tag there is one
    const type = mediaTypeOf(this.#head) ?? (this.#hadTag && this.#head.length > 0 ? 'audio/mpeg' : null)
    if (type === null) return
    const { parseStream } = await import('music-metadata')
    const input = patientInput()
    this.#input = input
    this.#window = WINDOW_BYTES.get(type) ?? Number.POSITIVE_INFINITY
    // what was learnt counts, even where the rest can't be read
    const observer = ({ metadata }: { readonly metadata: { readonly format: IFormat } }) => {
      this.#format = metadata.format
    }
    // Ogg says its length on its last page alone; of the others no more is read than must be
    const options = { skipCovers: true, skipPostHeaders: true, duration: type === 'audio/ogg', observer }
    this.#parsed = parseStream(input, type, options)
      .catch(() => null)
      .finally(() => input.destroy())
    await this.#feed(this.#head)
  }

  async #feed(chunk: Buffer): Promise<void> {
    const input = this.#input
    // the parser needs no more than it has read
    if (!input || input.destroyed || input.writableEnded) return
    const seen = chunk.subarray(0, this.#window)
    this.#window -= seen.length
    if (!input.write(seen)) await Promise.race([once(input, 'drain'), this.#parsed])
    if (this.#window <= 0) input.end()
  }
}
