import { dirname, join, resolve } from 'node:path'
import { nearest, someOf } from '../nearest.ts'
import { packageFile } from '../package-file.ts'
import { Departed } from './departed.ts'
import { type Diagnostic, ScenarioError } from './diagnostic.ts'
import { type FileBounds, FileRoom } from './file-room.ts'
import { diagnoseNames, nameOf, readText, scenarioFiles, twinDiagnostic } from './files.ts'
import { FilesRead } from './files-read.ts'
import { inObject } from './in-object.ts'
import { type Opened, openFile, openFileAside } from './open-file.ts'
import type { Reads } from './reader.ts'
import type { Reload } from './reload.ts'
import { Reloads } from './reloads.ts'
import type { Scenario } from './scenario.ts'
import { lazily, Shelf, type Shelved } from './shelf.ts'
import { statusScenarios } from './status-scenarios.ts'
import { Turns } from './turns.ts'

/** The folder of the scenarios that ship with the package. */
export const shippedFolder = join(dirname(packageFile), 'scenarios')

/** Of two scenarios of one name that with the higher rank is in use; of files, that of the later place. */
const RANKS = { status: 0, shipped: 1, file: 2, inline: 1e6, control: 1e7 } as const

/** All scenarios that can be chosen by name. A later one of the same name replaces an earlier one; a bad one replaces nothing. */
export class Library {
  readonly #shelf = new Shelf()
  /** Folders, and files that stand alone: of two with a scenario of one name the later wins. */
  readonly #places: string[] = []
  readonly #read = new FilesRead()
  readonly #reloads = new Reloads()
  /** The last version of those whose file is deleted, and that nothing of their name replaces. */
  readonly #departed = new Departed()
  readonly #room: FileRoom
  /** What is read under one name is taken over in the order in which that was asked for. */
  readonly turns = new Turns()

  constructor(bounds?: FileBounds) {
    this.#room = new FileRoom(bounds)
    for (const [name, text] of statusScenarios)
      this.#shelf.put(
        lazily({ name, origin: 'status', file: null }, () => text),
        RANKS.status,
      )
    for (const file of scenarioFiles(shippedFolder))
      this.#shelf.put(
        lazily({ name: nameOf(file), origin: 'shipped', file }, () => readText(file)),
        RANKS.shipped,
      )
  }

  /** Adds one file. Throws `ScenarioError` with all that is wrong with it. */
  addFile(file: string): Scenario {
    this.#places.push(resolve(file))
    this.#addAll([file])
    return this.get(nameOf(file)) as Scenario
  }

  /** Adds all files of a folder. Throws `ScenarioError` with all that is wrong in any of them, or what the file system throws. */
  addFolder(folder: string): void {
    this.#places.push(resolve(folder))
    this.#addAll(scenarioFiles(folder))
  }

  #addAll(files: readonly string[]): void {
    const named = diagnoseNames(files)
    const doubtful = new Set(named.map(({ file }) => nameOf(file)))
    const found = (file: string) => this.#shelveOpened(file, openFile(file, this.#room))
    const diagnostics = files.flatMap(file =>
      doubtful.has(nameOf(file)) ? named.filter(one => one.file === file) : found(file),
    )
    if (diagnostics.some(({ severity }) => severity === 'error')) throw new ScenarioError(diagnostics)
  }

  /** Puts a file that was read on the shelf if it is a scenario; gives what was found in it. */
  #shelveOpened(file: string, { shelved, diagnostics }: Opened): readonly Diagnostic[] {
    this.#read.note(file, shelved ?? undefined)
    if (!shelved) return diagnostics
    const isBad = diagnostics.some(({ severity }) => severity === 'error')
    return isBad ? diagnostics : this.#shelve(shelved, this.#rankOf(resolve(file)))
  }

  #shelve(shelved: Shelved, rank: number): readonly Diagnostic[] {
    const { name, origin, reading } = shelved
    if (reading.scenario) {
      this.#shelf.put(shelved, rank)
      this.#departed.delete(name)
      // what was put in memory is in force until the next edit of a file of its name
      if (origin === 'file') this.#shelf.drop({ name, origin: 'control', file: null })
    }
    return reading.diagnostics
  }

  #rankOf(path: string): number {
    const place = Math.max(this.#places.lastIndexOf(path), this.#places.lastIndexOf(dirname(path)))
    return RANKS.file + (place === -1 ? this.#places.length : place)
  }

  /**
   * Reads a file again, and what its scenario is read from beside it; null if nothing of it has changed. A bad version leaves
   * the last good one in use; with `again` it is told anew even if it was told before. Never rejects.
   */
  reloadFile(file: string, reader: Reads, again = false): Promise<Reload | null> {
    return this.turns.take(nameOf(file), () => this.#reload(file, reader, again))
  }

  async #reload(file: string, reader: Reads, again: boolean): Promise<Reload | null> {
    const name = nameOf(file)
    const wrong = this.#read.hasTwin(file) ? [twinDiagnostic(file)] : diagnoseNames([file])
    if (wrong.length > 0) return this.#reloads.edited(name, file, wrong)
    const isToBeTold = again && this.lastDiagnosticOf(name) !== null
    if (this.#shelf.get(name)?.origin !== 'control' && this.#read.isUnchanged(file) && !isToBeTold) return null
    const opened = await openFileAside(file, this.#room, reader)
    return this.#reloads.edited(name, file, this.#shelveOpened(file, opened))
  }

  /** Files beside a file's own that its scenario was read from, or would be. */
  partsOf(file: string): readonly string[] {
    return this.#read.partsOf(file)
  }

  /** A file is deleted: its scenario can't be chosen any more, unless another of its name stands below. Null where it was not in use. */
  removeFile(file: string): Reload | null {
    const name = nameOf(file)
    this.#read.forget(file)
    this.#room.give(resolve(file))
    this.#reloads.forget(name, file)
    const before = this.get(name)
    this.#shelf.drop({ name, origin: 'file', file })
    const now = this.#shelf.get(name)
    if (!before || before === now?.reading.scenario) return null
    if (!now) this.#departed.add(name, before)
    const deleted = { instead: now?.origin ?? null }
    return this.#reloads.note({ name, file, ok: true, diagnostics: [], deleted })
  }

  /** Replaces or adds a scenario in memory; the next edit of a file of its name wins again. */
  put(shelved: Shelved): Reload {
    return this.#reloads.edited(shelved.name, null, this.#shelve(shelved, RANKS.control))
  }

  /** Takes away what was put; false where nothing was. What stands below it is in use again; who runs it goes on with it. */
  takeAway(name: string): boolean {
    const isGone = this.#shelf.drop({ name, origin: 'control', file: null })
    if (isGone) this.#reloads.forget(name, null)
    return isGone
  }

  /** Adds a scenario that was handed over as a value, under a name. Throws `ScenarioError`. */
  addInline(name: string, value: object): Scenario {
    const text = `${JSON.stringify(value, null, 2)}\n`
    const shelved = lazily({ name, origin: 'inline', file: null }, () => text)
    const diagnostics = this.#shelve(shelved, RANKS.inline)
    const scenario = this.get(name)
    if (!scenario || diagnostics.some(({ severity }) => severity === 'error'))
      throw new ScenarioError(inObject(text, diagnostics))
    return scenario
  }

  /** The scenario of this name; undefined for none. */
  get(name: string): Scenario | undefined {
    return this.#shelf.get(name)?.reading.scenario ?? undefined
  }

  shelved(name: string): Shelved | undefined {
    return this.#shelf.get(name)
  }

  names(): readonly string[] {
    return this.#shelf.names()
  }

  all(): readonly Shelved[] {
    return this.names().flatMap(name => this.#shelf.get(name) ?? [])
  }

  /** The last edit of a scenario since the start, or undefined. */
  readonly lastReload = (name: string): Reload | undefined => this.#reloads.of(name)

  /** How many edits there were, by what came of them. */
  readonly reloadCounts = (): Reloads['counts'] => this.#reloads.counts

  readonly reloads = (): readonly Reload[] => this.#reloads.all()

  /** The last version of a scenario whose file is deleted, for those that run it; undefined for every other. */
  departed(name: string): Scenario | undefined {
    return this.#departed.get(name)
  }

  /** What is wrong with the last edit of a scenario, in one line; null where nothing is. */
  readonly lastDiagnosticOf = (name: string): string | null => this.#reloads.lastDiagnosticOf(name)

  /** "There is no scenario x. Did you mean y? There are: …": for every place where a name can be wrong. */
  unknown(name: string): string {
    const near = nearest(name, this.names())
    const gone = this.#departed.get(name) ? ' any more: its file is deleted' : ''
    return `There is no scenario "${name}"${gone}.${near ? ` Did you mean "${near}"?` : ''} There are: ${someOf(name, this.names())}.`
  }
}
