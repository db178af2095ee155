import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { IFormat } from 'music-metadata'

/** As many bytes as tell the container. */
const HEAD_BYTES = 12
/** Taken where nothing says how many bits a second has: what browsers record speech with. */
const USUAL_BITRATE = 32_000

const ascii = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)

/** The media type of a file that begins like this, of those that the API takes; null for none of them. */
const mediaTypeOf = (head: Buffer): string | null => {
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'audio/wav'
  if (ascii(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg'
  if (ascii(head, 4, 8) === 'ftyp') return 'audio/mp4'
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'audio/webm'
  const isFrame = head.length >= 2 && (head.readUInt16BE(0) & 0xffe0) === 0xffe0
  return isFrame || ascii(head, 0, 3) === 'ID3' ? 'audio/mpeg' : null
}

const secondsOf = ({ container, codec, duration, bitrate }: IFormat, bytes: number): number | null => {
  if (container === undefined || codec === undefined) return null
  const byRate = (bytes * 8) / (bitrate || USUAL_BITRATE)
  if (duration === undefined || !Number.isFinite(duration) || duration < 0) return byRate
  // a WAV that was written to a pipe says the largest length there is
  return container === 'WAVE' ? Math.min(duration, byRate) : duration
}

/** Reads how long audio lasts while it streams by; of the stream nothing is held. */
export class AudioLength {
  #head = Buffer.alloc(0)
  #input: PassThrough | null = null
  #parsed: Promise<IFormat | null> = Promise.resolve(null)
  #decided = false
  #bytes = 0

  /** Takes the next bytes; resolves when more may come. */
  async take(chunk: Buffer): Promise<void> {
    this.#bytes += chunk.length
    if (this.#decided) return this.#feed(chunk)
    this.#head = Buffer.concat([this.#head, chunk])
    if (this.#head.length >= HEAD_BYTES) await this.#begin()
  }

  /** Seconds, when all has been taken; null for what is no audio. */
  async end(): Promise<number | null> {
    if (!this.#decided) await this.#begin()
    this.#input?.end()
    const format = await this.#parsed
    return format && secondsOf(format, this.#bytes)
  }

  /** Gives up: nobody wants to know any more. */
  close(): void {
    this.#input?.destroy()
  }

  async #begin(): Promise<void> {
    this.#decided = true
    const type = mediaTypeOf(this.#head)
    if (type === null) return
    const { parseStream } = await import('music-metadata')
    const input = new PassThrough()
    this.#input = input
    this.#parsed = parseStream(input, type, { skipCovers: true, skipPostHeaders: true })
      .then(
        ({ format }) => format,
        () => null,
      )
      .finally(() => input.destroy())
    await this.#feed(this.#head)
  }

  async #feed(chunk: Buffer): Promise<void> {
    const input = this.#input
    // the parser needs no more than it has read
    if (!input || input.destroyed) return
    if (!input.write(chunk)) await Promise.race([once(input, 'drain'), this.#parsed])
  }
}
