import { sizeInWords } from './no-room-for.ts'

/** How many scenario files there may be, and what they may take in memory, all together. */
export interface FileBounds {
  readonly mostFiles: number
  readonly mostBytes: number
}

const BOUNDS: FileBounds = { mostFiles: 20_000, mostBytes: 512 * 1024 ** 2 }

/** What scenarios of files take, with what they reply with; counted by file, and bounded. */
export class FileRoom {
  readonly #bounds: FileBounds
  readonly #files = new Map<string, number>()
  #bytes = 0

  constructor(bounds: FileBounds = BOUNDS) {
    this.#bounds = bounds
  }

  /** What a file may take in the place of its last version. */
  leftFor(file: string): number {
    return this.#bounds.mostBytes - this.#bytes + (this.#files.get(file) ?? 0)
  }

  /** Why a file that takes so much has no room; null where it has. */
  whyNot(file: string, bytes: number): string | null {
    const { mostFiles, mostBytes } = this.#bounds
    if (!this.#files.has(file) && this.#files.size >= mostFiles)
      return `there are more scenario files than ${mostFiles}, which is as many as can be loaded`
    if (bytes <= this.leftFor(file)) return null
    return (
      `there is no room for it: it takes about ${sizeInWords(bytes)} in memory with the files that it replies with, and of the ` +
      `${sizeInWords(mostBytes)} that all scenario files may take, ${sizeInWords(Math.max(0, this.leftFor(file)))} are left`
    )
  }

  take(file: string, bytes: number): void {
    this.give(file)
    this.#files.set(file, bytes)
    this.#bytes += bytes
  }

  give(file: string): void {
    this.#bytes -= this.#files.get(file) ?? 0
    this.#files.delete(file)
  }
}
