import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { nameOf, readText } from './files.ts'
import type { Parts } from './parts.ts'

/** What a file held when it was read; text null where it could not be. */
interface FileRead {
  readonly text: string | null
  readonly parts: Parts | null
}

const NOTHING: FileRead = { text: null, parts: null }

const textNow = (file: string): string | null => {
  try {
    return readText(file)
  } catch {
    return null
  }
}

/** What each scenario file held when it was read last, good or bad: to tell an edit from a touch. */
export class FilesRead {
  readonly #read = new Map<string, FileRead>()

  note(file: string, read: FileRead = NOTHING): void {
    this.#read.set(resolve(file), read)
  }

  forget(file: string): void {
    this.#read.delete(resolve(file))
  }

  /** Whether it, and all that its scenario is read from, would read as it did the last time. */
  isUnchanged(file: string): boolean {
    const before = this.#read.get(resolve(file))
    return before !== undefined && !before.parts?.haveChanged && textNow(file) === before.text
  }

  /** Whether a file that was not read yet has the name of another one in its folder. */
  hasTwin(file: string): boolean {
    const path = resolve(file)
    const isTwin = (other: string): boolean =>
      dirname(other) === dirname(path) && nameOf(other) === nameOf(path) && existsSync(other)
    return !this.#read.has(path) && [...this.#read.keys()].some(isTwin)
  }

  /** Files beside it that its scenario was read from, or would be. */
  partsOf(file: string): readonly string[] {
    return this.#read.get(resolve(file))?.parts?.files ?? []
  }
}
