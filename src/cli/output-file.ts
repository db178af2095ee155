import { closeSync, existsSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { UsageError } from '../usage-error.ts'

/** A file that a command writes when it is done. */
export class OutputFile {
  readonly path: string

  /** Tries whether it can be written, and leaves it as it is. Throws `UsageError` where it can't. */
  constructor(path: string) {
    this.path = path
    this.#orTell(() => {
      const isThere = existsSync(path)
      // whoever reads a pipe would take the trial for its end
      if (isThere && !statSync(path).isFile() && !statSync(path).isDirectory()) return
      closeSync(openSync(path, 'a'))
      if (!isThere) rmSync(path)
    })
  }

  /** Writes it, or throws `UsageError`. */
  write(text: string): void {
    this.#orTell(() => writeFileSync(this.path, text))
  }

  #orTell(act: () => void): void {
    try {
      act()
    } catch (error) {
      throw new UsageError(
        `The verdict can't be written to ${this.path}: ${error instanceof Error ? error.message : error}. Take another file with --out FILE.`,
      )
    }
  }
}
