import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { reasonUnwritable } from '../reason-unwritable.ts'
import { specialKind } from '../special-kind.ts'
import { UsageError } from '../usage-error.ts'

/** A ready file is smaller by far. */
const LARGEST = 64 * 1024

/** The process that wrote a ready file; 0 for one that is still empty, as `mktemp` makes it, and null for any other file. */
const writerOf = (text: string): number | null => {
  if (text.trim() === '') return 0
  try {
    const { url, pid } = JSON.parse(text)
    return typeof url === 'string' && Number.isSafeInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

/** The same of a file that may not be there, which is null. Throws where something else is there. */
const writerAt = (path: string): number | null => {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there === undefined) return null
  const kind = specialKind(there)
  if (kind !== null) throw new Error(`it is ${kind}, not a file`)
  const writer = there.size > LARGEST ? null : writerOf(readFileSync(path, 'utf8'))
  if (writer === null) throw new Error('it is there already, and tells of no server, so it is left as it is')
  return writer
}

/** Whether it is another process that still runs: the first one of a container has the number that it had in the run before. */
const isAlive = (pid: number): boolean => {
  if (pid === 0 || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A file that is there as long as a server is ready, and says where it is. */
export class ReadyFile {
  readonly path: string
  #written: string | null = null

  /** Takes away what a run that died has left, so that nobody is led there. Throws `UsageError` where it could not be written. */
  constructor(path: string) {
    this.path = path
    this.#orTell(() => {
      const writer = writerAt(path)
      closeSync(openSync(this.#beside, 'w'))
      rmSync(this.#beside)
      if (writer !== null && !isAlive(writer)) rmSync(path)
    })
  }

  /** Whoever sees the file sees all of it. Throws `UsageError`. */
  write(told: object): void {
    const text = `${JSON.stringify(told, null, 2)}\n`
    this.#orTell(() => {
      try {
        writeFileSync(this.#beside, text)
        renameSync(this.#beside, this.path)
      } catch (error) {
        rmSync(this.#beside, { force: true })
        throw error
      }
    })
    this.#written = text
  }

  /** Takes it away, unless another server has written its own there since. Never throws: nobody is left to be told. */
  remove(): void {
    const text = this.#written
    this.#written = null
    try {
      if (text !== null && readFileSync(this.path, 'utf8') === text) rmSync(this.path)
    } catch {
      // it is gone already, or stays
    }
  }

  /** In the same folder, as a file is renamed at once only there. */
  get #beside(): string {
    return `${this.path}.${process.pid}.tmp`
  }

  #orTell(act: () => void): void {
    try {
      act()
    } catch (error) {
      throw new UsageError(
        `The ready file can't be written to ${this.path}: ${reasonUnwritable(this.path, error)}. Name another file: --ready-file FILE, or GROQ_MOCK_READY_FILE.`,
      )
    }
  }
}
