import { fileURLToPath } from 'node:url'
import { nearest } from '../nearest.ts'
import { type Diagnostic, ScenarioError } from './diagnostic.ts'
import { fileFault, nameFaults, nameOf, placeBeside, readFault, readText, scenarioFiles } from './files.ts'
import { nowhere, type Reading, readScenario } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'
import { statusScenarios } from './status-scenarios.ts'

/** Where a scenario came from: shipped with the package, made for a status, a file of the user's, or handed over as a value. */
export type Origin = 'shipped' | 'status' | 'file' | 'inline'

/** A scenario as it stands in the list; it is read at its first use. */
export interface Shelved {
  readonly name: string
  readonly origin: Origin
  readonly file: string | null
  readonly text: string
  readonly reading: Reading
}

/** The folder of the scenarios that ship with the package. */
export const shippedFolder = fileURLToPath(new URL('../../scenarios', import.meta.url))

const lazily = (shelf: Omit<Shelved, 'text' | 'reading'>, read: () => string): Shelved => {
  let text: string | null = null
  let reading: Reading | null = null
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

/** All scenarios that can be chosen by name. A later one of the same name replaces an earlier one. */
export class Library {
  readonly #shelf = new Map<string, Shelved>()

  constructor() {
    for (const [name, text] of statusScenarios)
      this.#shelf.set(
        name,
        lazily({ name, origin: 'status', file: null }, () => text),
      )
    for (const file of scenarioFiles(shippedFolder)) this.#shelve(file, 'shipped')
  }

  #shelve(file: string, origin: Origin): Shelved {
    const shelved = lazily({ name: nameOf(file), origin, file }, () => readText(file))
    this.#shelf.set(shelved.name, shelved)
    return shelved
  }

  /** Adds one file. Throws `ScenarioError` with all that is wrong with it. */
  addFile(file: string): Scenario {
    this.#addAll([file])
    return this.get(nameOf(file)) as Scenario
  }

  #addAll(files: readonly string[]): void {
    const diagnostics = [...nameFaults(files), ...files.flatMap(file => this.#tryFile(file))]
    if (diagnostics.length > 0) throw new ScenarioError(diagnostics)
  }

  #tryFile(file: string): readonly Diagnostic[] {
    try {
      const { reading } = this.#shelve(file, 'file')
      return reading.scenario ? [] : reading.diagnostics
    } catch (error) {
      return [fileFault(file, readFault(file, error).slice(file.length + 2))]
    }
  }

  /** Adds all files of a folder. Throws `ScenarioError` with all that is wrong in any of them. */
  addFolder(folder: string): void {
    this.#addAll(scenarioFiles(folder))
  }

  /** Adds a scenario that was handed over as a value, under a name. Throws `ScenarioError`. */
  addInline(name: string, value: object): Scenario {
    const text = `${JSON.stringify(value, null, 2)}\n`
    const shelved = lazily({ name, origin: 'inline', file: null }, () => text)
    if (!shelved.reading.scenario) throw new ScenarioError(shelved.reading.diagnostics)
    this.#shelf.set(name, shelved)
    return shelved.reading.scenario
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

  /** "There is no scenario x. Did you mean y? There are: …": for every place where a name can be wrong. */
  unknown(name: string): string {
    const near = nearest(name, this.names())
    return `There is no scenario "${name}".${near ? ` Did you mean "${near}"?` : ''} There are: ${this.names().join(', ')}.`
  }
}
