import { readdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Clock } from '../clock/clock.ts'
import { isScenarioFile, nameOf, whyUnreadable } from './files.ts'
import type { Library } from './library.ts'
import type { Reads } from './reader.ts'
import type { Reload } from './reload.ts'
import { Turns } from './turns.ts'

/** What a watch looks at, and whom it tells. */
export interface WatchOptions {
  readonly folders: readonly string[]
  /** Files that stand alone, outside of those folders. */
  readonly files: readonly string[]
  readonly library: Library
  readonly reader: Reads
  readonly clock: Clock
  readonly onReload: (reload: Reload) => void
  /** A folder is gone or back: one line. */
  readonly onTrouble: (message: string) => void
  /** Ends the watch. */
  readonly stopping: AbortSignal
}

/** How often files are looked at. Asking for their times works on every file system, mounted ones too. */
const EVERY_MS = 400

/** What the file system says of a file; it changes with its bytes, and where another file takes its place. */
const fileStamp = async (file: string): Promise<string | null> => {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  } catch {
    return null
  }
}

/** Of a scenario: the stamps of its file, and of those that it is read from beside it. Null where its file is not there. */
const scenarioStamp = async (file: string, library: Library): Promise<string | null> => {
  const [own = null, ...parts] = await Promise.all([file, ...library.partsOf(file)].map(fileStamp))
  return own === null ? null : [own, ...parts].join('; ')
}

/** The stamps of files that are there, by file. */
type Stamps = ReadonlyMap<string, string>

/** One folder, or some files of one. */
class Place {
  readonly #folder: string
  readonly #only: readonly string[] | null
  readonly #options: WatchOptions
  /** What was taken over. */
  readonly #known = new Map<string, string>()
  /** What the last look saw. */
  #pending: Stamps = new Map()
  #trouble: string | null = null

  constructor(folder: string, only: readonly string[] | null, options: WatchOptions) {
    this.#folder = folder
    this.#only = only
    this.#options = options
  }

  /** Takes over what was edited since it was loaded. */
  async begin(): Promise<void> {
    await this.#takeOver(await this.#look(), () => true)
  }

  /** Takes over what has changed and has stood still since the last look, so that no file is read half-written. */
  async check(): Promise<void> {
    const seen = await this.#look()
    const before = this.#pending
    await this.#takeOver(seen, file => seen.get(file) !== this.#known.get(file) && seen.get(file) === before.get(file))
  }

  /** Reads all files again, changed or not. */
  async reloadAll(): Promise<void> {
    await this.#takeOver(await this.#look(), () => true, true)
  }

  async #takeOver(seen: Stamps, isDue: (file: string) => boolean, again = false): Promise<void> {
    const due = [...new Set([...this.#known.keys(), ...seen.keys()])].filter(isDue)
    const deleted = due.filter(file => !seen.has(file))
    const freed = new Set(deleted.map(nameOf))
    for (const file of deleted) this.#remove(file)
    // a file that was refused because of another one of its name is asked once more when that is gone
    for (const [file, stamp] of seen)
      if (due.includes(file) || freed.has(nameOf(file))) await this.#reload(file, stamp, again)
    this.#pending = seen
  }

  #remove(file: string): void {
    this.#known.delete(file)
    this.#tell(this.#options.library.removeFile(file))
  }

  async #reload(file: string, stamp: string, again: boolean): Promise<void> {
    const { library, reader } = this.#options
    this.#known.set(file, stamp)
    this.#tell(await library.reloadFile(file, reader, again))
  }

  #tell(reload: Reload | null): void {
    if (reload) this.#options.onReload(reload)
  }

  /** Throws what the file system throws. */
  async #stamps(): Promise<Stamps> {
    const names = this.#only ?? (await readdir(this.#folder)).filter(isScenarioFile).sort()
    const files = names.map(name => resolve(this.#folder, name))
    const { library } = this.#options
    const stamps = await Promise.all(files.map(async file => [file, await scenarioStamp(file, library)] as const))
    return new Map(stamps.flatMap(([file, stamp]) => (stamp === null ? [] : [[file, stamp] as const])))
  }

  async #look(): Promise<Stamps> {
    try {
      const stamps = await this.#stamps()
      if (this.#trouble !== null) this.#options.onTrouble(`the folder of scenarios is back: ${this.#folder}`)
      this.#trouble = null
      return stamps
    } catch (error) {
      const trouble = whyUnreadable(this.#folder, error)
      if (this.#trouble === null)
        this.#options.onTrouble(
          `the folder of scenarios can't be watched, the last good scenarios stay in use: ${trouble}`,
        )
      this.#trouble = trouble
      return new Map(this.#known)
    }
  }
}

/** A running watch. */
export interface Watch {
  /** Reads everything again, now. */
  reloadAll(): Promise<void>
}

/**
 * Watches scenario files, and what they are read from, until it is stopped: takes over what is changed, new or deleted; a bad
 * one is reported and changes nothing.
 */
export const watchScenarios = async (options: WatchOptions, periodically: boolean): Promise<Watch> => {
  const places = [
    ...options.folders.map(folder => new Place(folder, null, options)),
    ...options.files.map(file => new Place(dirname(resolve(file)), [resolve(file)], options)),
  ]
  await Promise.all(places.map(place => place.begin()))
  const turns = new Turns()
  const inTurn = (work: () => Promise<void>): Promise<void> => turns.take('', work)
  const run = async (): Promise<void> => {
    while (!options.stopping.aborted) {
      await options.clock.sleep(EVERY_MS, options.stopping)
      // one that fails is no reason to watch no more
      for (const place of places)
        await inTurn(() => place.check()).catch(error => options.onTrouble(`a bug in groq-mock (watch): ${error}`))
    }
  }
  if (periodically && places.length > 0) void run()
  return {
    reloadAll: async () => {
      for (const place of places) await inTurn(() => place.reloadAll())
    },
  }
}
