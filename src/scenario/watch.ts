import { readdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Clock } from '../clock/clock.ts'
import { isScenarioFile, whyUnreadable } from './files.ts'
import type { Library, Reload } from './library.ts'

/** What a watch looks at, and whom it tells. */
export interface WatchOptions {
  readonly folders: readonly string[]
  /** Files that stand alone, outside of those folders. */
  readonly files: readonly string[]
  readonly library: Library
  readonly clock: Clock
  readonly onReload: (reload: Reload) => void
  /** A folder is gone or back: one line. */
  readonly onTrouble: (message: string) => void
  /** Ends the watch. */
  readonly stopping: AbortSignal
}

/** How often files are looked at. Asking for their times works on every file system, mounted ones too. */
const EVERY_MS = 400

type Stamps = ReadonlyMap<string, string>

/** When each file was changed and how long it is. Throws what the file system throws. */
const stampsOf = async (folder: string, only: readonly string[] | null): Promise<Stamps> => {
  const names = only ?? (await readdir(folder)).filter(isScenarioFile)
  const files = names.map(name => resolve(folder, name))
  const stamps = await Promise.all(files.map(async file => [file, await stampOf(file)] as const))
  return new Map(stamps.flatMap(([file, stamp]) => (stamp === null ? [] : [[file, stamp] as const])))
}

const stampOf = async (file: string): Promise<string | null> => {
  try {
    const { mtimeMs, size, ino } = await stat(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return null
  }
}

/** One folder, or some files of one. */
class Place {
  readonly #folder: string
  readonly #only: readonly string[] | null
  readonly #options: WatchOptions
  #known: Stamps = new Map()
  #pending: Stamps = new Map()
  #trouble: string | null = null

  constructor(folder: string, only: readonly string[] | null, options: WatchOptions) {
    this.#folder = folder
    this.#only = only
    this.#options = options
  }

  /** What stands there now is what was loaded. */
  async begin(): Promise<void> {
    this.#known = await this.#look()
    this.#pending = this.#known
  }

  /** Reloads what has changed and has stood still since the last look, so that no file is read half-written. */
  async check(): Promise<void> {
    const seen = await this.#look()
    for (const [file, stamp] of seen) {
      if (this.#known.get(file) === stamp || this.#pending.get(file) !== stamp) continue
      this.#reload(file)
    }
    this.#known = new Map(
      [...seen].map(([file, stamp]) => [
        file,
        this.#pending.get(file) === stamp ? stamp : (this.#known.get(file) ?? ''),
      ]),
    )
    this.#pending = seen
  }

  /** Reads all files again, changed or not. */
  async reloadAll(): Promise<void> {
    for (const file of (await this.#look()).keys()) this.#reload(file)
  }

  #reload(file: string): void {
    const reload = this.#options.library.reloadFile(file)
    if (reload) this.#options.onReload(reload)
  }

  async #look(): Promise<Stamps> {
    try {
      const stamps = await stampsOf(this.#folder, this.#only)
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
      return this.#known
    }
  }
}

/** A running watch. */
export interface Watch {
  /** Reads everything again, now. */
  reloadAll(): Promise<void>
}

/** Watches scenario files until it is stopped: loads changed and new files; a bad one is reported and changes nothing. */
export const watchScenarios = async (options: WatchOptions, periodically: boolean): Promise<Watch> => {
  const places = [
    ...options.folders.map(folder => new Place(folder, null, options)),
    ...options.files.map(file => new Place(dirname(resolve(file)), [resolve(file)], options)),
  ]
  await Promise.all(places.map(place => place.begin()))
  const run = async (): Promise<void> => {
    while (!options.stopping.aborted) {
      await options.clock.sleep(EVERY_MS, options.stopping)
      for (const place of places) await place.check()
    }
  }
  if (periodically && places.length > 0) void run()
  return {
    reloadAll: async () => {
      for (const place of places) await place.reloadAll()
    },
  }
}
