import { hash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Place } from '../outcomes/outcome-form.ts'
import { placeBeside } from './files.ts'

const digestOf = (read: Uint8Array | string): string =>
  typeof read === 'string' ? read : hash('sha256', read, 'base64url')

/** What a scenario is read from beside its own file: notes every name that is asked for, and what came of it. */
export class Parts implements Place {
  readonly #scenarioFile: string
  readonly #place: Place
  readonly #digests = new Map<string, string>()

  constructor(scenarioFile: string) {
    this.#scenarioFile = scenarioFile
    this.#place = placeBeside(scenarioFile)
  }

  readonly readFile = (name: string): Uint8Array | string => {
    const read = this.#place.readFile(name)
    this.#digests.set(name, digestOf(read))
    return read
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
