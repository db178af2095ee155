import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Node's own recursive one never comes back where a file system takes no folders, as /proc does (seen with Node 20.20). */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** A folder for files that a command writes. */
export class OutputFolder {
  readonly path: string

  /** Makes it where it is not there. Throws `UsageError` where nothing can be written to it. */
  constructor(path: string) {
    this.path = path
    this.#orTell(() => {
      makeFolder(resolve(path))
      if (!statSync(path).isDirectory()) throw new Error('it is a file')
      accessSync(path, constants.W_OK)
    })
  }

  /** Writes a file, or throws `UsageError`. */
  write(name: string, text: string): void {
    this.#orTell(() => writeFileSync(join(this.path, name), text))
  }

  #orTell(act: () => void): void {
    try {
      act()
    } catch (error) {
      throw new UsageError(
        `The folder ${this.path} can't be written to: ${wordsOf(error)}. Take another with --out DIR.`,
      )
    }
  }
}
