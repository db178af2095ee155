import { hash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Place } from '../outcomes/outcome-form.ts'
import { placeBeside } from './files.ts'
import { sizeInWords } from './no-room-for.ts'

const noRoom = (mostBytes: number): string =>
  `what a scenario replies with may take ${sizeInWords(Math.max(0, mostBytes))} here, as all scenario files are bounded together`

const digestOf = (read: Uint8Array | string): string =>
  typeof read === 'string' ? read : hash('sha256', read, 'base64url')

/** A file that a scenario was read from beside its own: its bytes, or why there are none. */
export interface FileBeside {
  readonly name: string
  readonly digest: string
  readonly content: Uint8Array | string
}

/** What a scenario is read from beside its own file: notes every name that is asked for, and what came of it. */
export class Parts implements Place {
  readonly #scenarioFile: string
  readonly #place: Place
  readonly #digests = new Map<string, string>()
  /** As long as the scenario has them: rules that reply with one file share its bytes. */
  readonly #contents = new Map<string, WeakRef<Uint8Array>>()
  readonly #mostBytes: number
  #bytes = 0

  /** One that would make them more than `mostBytes` together is not read. */
  constructor(scenarioFile: string, mostBytes = Number.POSITIVE_INFINITY) {
    this.#scenarioFile = scenarioFile
    this.#mostBytes = mostBytes
    this.#place = placeBeside(scenarioFile)
  }

  /** Of what another thread read of it: nothing is read again for that. */
  static of(scenarioFile: string, mostBytes: number, files: readonly FileBeside[]): Parts {
    const parts = new Parts(scenarioFile, mostBytes)
    for (const { name, digest, content } of files) {
      parts.#digests.set(name, digest)
      if (typeof content !== 'string') parts.#keep(name, content)
    }
    return parts
  }

  readonly readFile = (name: string): Uint8Array | string => {
    const read = this.#place.readFile(name)
    const digest = digestOf(read)
    const known = this.#digests.get(name) === digest ? this.#contents.get(name)?.deref() : undefined
    this.#digests.set(name, digest)
    return known ?? (typeof read === 'string' ? read : this.#keep(name, read))
  }

  #keep(name: string, content: Uint8Array): Uint8Array | string {
    if (!this.#contents.has(name)) {
      if (this.#bytes + content.length > this.#mostBytes)
        return `there is no room for the file "${name}": ${noRoom(this.#mostBytes)}`
      this.#bytes += content.length
    }
    this.#contents.set(name, new WeakRef(content))
    return content
  }

  /** What tells whether a file of this name has changed; undefined where it was not asked for. */
  digestOf(name: string): string | undefined {
    return this.#digests.get(name)
  }

  /** What they take together. */
  get bytes(): number {
    return this.#bytes
  }

  /** Where those files are, or would be. */
  get files(): readonly string[] {
    const folder = dirname(this.#scenarioFile)
    return [...this.#digests.keys()].map(name => resolve(folder, name))
  }

  /** Whether any of them would read differently now. */
  get haveChanged(): boolean {
    return [...this.#digests].some(([name, digest]) => digestOf(this.#place.readFile(name)) !== digest)
  }
}
