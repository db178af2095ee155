import { writeSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Clock } from '../clock/clock.ts'
import { shiftParts } from './parts.ts'

/** What is written to. */
export interface RotatingParts {
  readonly path: string
  /** How large it may get; a line that alone is larger is written all the same. */
  readonly mostBytes: number
  /** The file, opened to be added to, and what it has already. */
  readonly handle: FileHandle
  readonly bytes: number
  /** The first line of each part behind the first. */
  readonly header: (part: number) => string
  readonly clock: Clock
  /** Told whenever somebody else is seen to have written to it. */
  readonly onShared: () => void
}

const LINE_FEED = 10
/** So long a file that was deleted is written to at most. */
const LOOK_MS = 1000
const NOTHING = new Uint8Array()

/** The error without the path, which is nobody's business where it is shown. */
const withoutPath = (error: NodeJS.ErrnoException): NodeJS.ErrnoException =>
  Object.assign(new Error(error.message.replace(/, (?:open|rename|close|write|l?stat)\b.*$/s, '')), {
    code: error.code,
  })

/** A file of lines that is moved away when it is full, and begun anew; between two lines, never within one. */
export class RotatingFile {
  readonly #parts: RotatingParts
  #handle: FileHandle | null
  #bytes: number
  /** What a part begins with, as far as it is not written. */
  #head: Uint8Array = NOTHING
  #part = 1
  #hasBegun = false
  #isMidLine = false
  /** Whether nothing is in this part but what it begins with. */
  #isFresh: boolean
  #isFull = false
  #lookedAtMs: number

  constructor(parts: RotatingParts) {
    this.#parts = parts
    this.#handle = parts.handle
    this.#bytes = parts.bytes
    this.#isFresh = parts.bytes === 0
    this.#lookedAtMs = parts.clock.monotonic()
  }

  /** Writes as much of a piece as goes, as `fs.write` does. */
  write(piece: Uint8Array, done: (error: NodeJS.ErrnoException | null, bytes: number) => void): void {
    this.#write(piece).then(
      bytes => done(null, bytes),
      error => done(withoutPath(error), 0),
    )
  }

  /** The same at once, when the process ends; how much it has then no longer counts. */
  writeNow(piece: Uint8Array): number {
    if (this.#handle === null || this.#head.length > 0) throw new Error('the file is being moved away')
    return writeSync(this.#handle.fd, piece)
  }

  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  async #write(piece: Uint8Array): Promise<number> {
    const ready = await this.#ready()
    const room = this.#roomFor(piece)
    if (room > 0) return this.#take(ready, piece.subarray(0, room))
    this.#isFull = true
    const next = await this.#ready()
    return this.#take(next, piece.subarray(0, this.#roomFor(piece)))
  }

  /** The file to write to. What was begun and failed before goes on here. */
  async #ready(): Promise<FileHandle> {
    if (this.#isFull) await this.#moveAway()
    else await this.#look()
    // whatever stands in this place by now is not ours
    this.#handle ??= await open(this.#parts.path, 'ax')
    while (this.#head.length > 0) {
      const { bytesWritten } = await this.#handle.write(this.#head)
      this.#head = this.#head.subarray(bytesWritten)
      this.#bytes += bytesWritten
    }
    return this.#handle
  }

  async #moveAway(): Promise<void> {
    await this.close()
    await shiftParts(this.#parts.path)
    this.#isFull = false
    this.#beginPart()
  }

  /** Looks now and then whether it is still in its place, and ours alone. */
  async #look(): Promise<void> {
    const { clock, path, onShared } = this.#parts
    const nowMs = clock.monotonic()
    if (this.#handle === null || this.#isMidLine || nowMs - this.#lookedAtMs < LOOK_MS) return
    this.#lookedAtMs = nowMs
    const ours = await this.#handle.stat()
    const there = await stat(path).catch(error => {
      if (error.code !== 'ENOENT') throw error
      return null
    })
    if (there === null || there.ino !== ours.ino || there.dev !== ours.dev) {
      await this.close()
      this.#beginPart()
    } else if (ours.size !== this.#bytes) {
      this.#bytes = ours.size
      onShared()
    }
  }

  #beginPart(): void {
    this.#bytes = 0
    this.#isFresh = true
    if (!this.#hasBegun) return
    this.#part += 1
    this.#head = Buffer.from(this.#parts.header(this.#part))
  }

  /** How much of a piece belongs into this part: whole lines that fit, else the rest of one that is begun or fits nowhere; 0 for nothing. */
  #roomFor(piece: Uint8Array): number {
    const left = this.#parts.mostBytes - this.#bytes
    if (piece.length <= left) return piece.length
    const fitting = left > 0 ? piece.lastIndexOf(LINE_FEED, left - 1) + 1 : 0
    if (fitting > 0) return fitting
    return this.#isMidLine || this.#isFresh ? piece.indexOf(LINE_FEED) + 1 || piece.length : 0
  }

  async #take(handle: FileHandle, piece: Uint8Array): Promise<number> {
    const { bytesWritten } = await handle.write(piece)
    this.#bytes += bytesWritten
    this.#hasBegun = true
    if (bytesWritten > 0) {
      this.#isMidLine = piece[bytesWritten - 1] !== LINE_FEED
      this.#isFresh = false
    }
    return bytesWritten
  }
}
