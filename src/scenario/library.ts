import { fileURLToPath } from 'node:url'
import { nearest } from '../nearest.ts'
import { type Diagnostic, ScenarioError } from './diagnostic.ts'
import { diagnoseNames, fileDiagnostic, nameOf, placeBeside, readText, scenarioFiles, whyUnreadable } from './files.ts'
import { nowhere, type ReadScenario, readScenario } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'
import { statusScenarios } from './status-scenarios.ts'

/** Where a scenario came from: shipped with the package, made for a status, a file of the user's, put by the control API, or handed over as a value. */
export type Origin = 'shipped' | 'status' | 'file' | 'control' | 'inline'

/** A scenario as it stands in the list; it is read at its first use. */
export interface Shelved {
  readonly name: string
  readonly origin: Origin
  readonly file: string | null
  readonly text: string
  readonly reading: ReadScenario
}

/** The folder of the scenarios that ship with the package. */
export const shippedFolder = fileURLToPath(new URL('../../scenarios', import.meta.url))

const lazily = (shelf: Omit<Shelved, 'text' | 'reading'>, read: () => string): Shelved => {
  let text: string | null = null
  let reading: ReadScenario | null = null
  return {
    ...shelf,
    get text() {
      text ??= read()
      return text
    },
    get reading() {
      reading ??= readScenario({
        name: shelf.name,
        file: shelf.file ?? shelf.name,
        text: this.text,
        place: shelf.file ? placeBeside(shelf.file) : nowhere,
      })
      return reading
    },
  }
}

/** What came of an edit: of a file, or by the control API. */
export interface Reload {
  readonly name: string
  readonly file: string | null
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
}

/** All scenarios that can be chosen by name. A later one of the same name replaces an earlier one; a bad one replaces nothing. */
export class Library {
  readonly #shelf = new Map<string, Shelved>()
  /** The last edit of each scenario that was edited since the start. */
  readonly #reloads = new Map<string, Reload>()

  constructor() {
    for (const [name, text] of statusScenarios)
      this.#shelf.set(
        name,
        lazily({ name, origin: 'status', file: null }, () => text),
      )
    for (const file of scenarioFiles(shippedFolder)) {
      const shelf = { name: nameOf(file), origin: 'shipped', file } as const
      this.#shelf.set(
        shelf.name,
        lazily(shelf, () => readText(file)),
      )
    }
  }

  /** Adds one file. Throws `ScenarioError` with all that is wrong with it. */
  addFile(file: string): Scenario {
    this.#addAll([file])
    return this.get(nameOf(file)) as Scenario
  }

  /** Adds all files of a folder. Throws `ScenarioError` with all that is wrong in any of them, or what the file system throws. */
  addFolder(folder: string): void {
    this.#addAll(scenarioFiles(folder))
  }

  #addAll(files: readonly string[]): void {
    const named = diagnoseNames(files)
    const doubtful = new Set(named.map(({ file }) => nameOf(file)))
    const diagnostics = files.flatMap(file =>
      doubtful.has(nameOf(file)) ? named.filter(one => one.file === file) : this.#shelveFile(file),
    )
    if (diagnostics.some(({ severity }) => severity === 'error')) throw new ScenarioError(diagnostics)
  }

  /** Puts a file on the shelf if it is a scenario; gives what was found in it. */
  #shelveFile(file: string): readonly Diagnostic[] {
    try {
      const text = readText(file)
      return this.#shelveText({ name: nameOf(file), origin: 'file', file }, text)
    } catch (error) {
      return [fileDiagnostic(file, whyUnreadable(file, error).slice(file.length + 2))]
    }
  }

  #shelveText(shelf: Omit<Shelved, 'text' | 'reading'>, text: string): readonly Diagnostic[] {
    const shelved = lazily(shelf, () => text)
    if (shelved.reading.scenario) this.#shelf.set(shelf.name, shelved)
    return shelved.reading.diagnostics
  }

  #edited(name: string, file: string | null, diagnostics: readonly Diagnostic[]): Reload {
    const ok = diagnostics.every(({ severity }) => severity !== 'error')
    const reload = { name, file, ok, diagnostics }
    this.#reloads.set(name, reload)
    return reload
  }

  /** Reads a file again; null if its text has not changed. A bad version leaves the last good one in use. */
  reloadFile(file: string): Reload | null {
    const name = nameOf(file)
    const before = this.#shelf.get(name)
    const names = diagnoseNames([file])
    if (names.length > 0) return this.#edited(name, file, names)
    if (before?.file === file && this.#isUnchanged(file, before.text) && this.lastDiagnosticOf(name) === null)
      return null
    return this.#edited(name, file, this.#shelveFile(file))
  }

  #isUnchanged(file: string, text: string): boolean {
    try {
      return readText(file) === text
    } catch {
      return false
    }
  }

  /** Replaces or adds a scenario in memory; the next edit of a file of its name wins again. */
  put(name: string, text: string): Reload {
    return this.#edited(name, null, this.#shelveText({ name, origin: 'control', file: null }, text))
  }

  /** Adds a scenario that was handed over as a value, under a name. Throws `ScenarioError`. */
  addInline(name: string, value: object): Scenario {
    const diagnostics = this.#shelveText({ name, origin: 'inline', file: null }, `${JSON.stringify(value, null, 2)}\n`)
    const scenario = this.get(name)
    if (!scenario || diagnostics.some(({ severity }) => severity === 'error')) throw new ScenarioError(diagnostics)
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
    return [...this.#shelf.keys()].sort()
  }

  all(): readonly Shelved[] {
    return this.names().flatMap(name => this.#shelf.get(name) ?? [])
  }

  /** The last edit of a scenario since the start, or undefined. */
  lastReload(name: string): Reload | undefined {
    return this.#reloads.get(name)
  }

  reloads(): readonly Reload[] {
    return [...this.#reloads.values()]
  }

  /** What is wrong with the last edit of a scenario, in one line; null where nothing is. */
  lastDiagnosticOf(name: string): string | null {
    const reload = this.#reloads.get(name)
    const first = reload?.ok === false ? reload.diagnostics.find(({ severity }) => severity === 'error') : undefined
    return first ? `${first.file}:${first.line}:${first.column}: ${first.message}` : null
  }

  /** "There is no scenario x. Did you mean y? There are: …": for every place where a name can be wrong. */
  unknown(name: string): string {
    const near = nearest(name, this.names())
    return `There is no scenario "${name}".${near ? ` Did you mean "${near}"?` : ''} There are: ${this.names().join(', ')}.`
  }
}
