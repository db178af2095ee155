import { resolve } from 'node:path'
import { withoutSecrets } from '../without-secrets.ts'
import { foundByBuild } from './found-by-build.ts'
import { Parts } from './parts.ts'
import { nowhere, type ReadScenario, readScenario } from './read-scenario.ts'

/** Where a scenario came from: shipped with the package, made for a status, a file of the user's, put by the control API, or handed over as a value. */
export type Origin = 'shipped' | 'status' | 'file' | 'control' | 'inline'

/** Where a scenario stands. */
export interface Label {
  readonly name: string
  readonly origin: Origin
  readonly file: string | null
}

/** A scenario as it stands in the list; it is read at its first use. */
export interface Shelved extends Label {
  readonly text: string
  /** What it was read from beside its own file; null where it has none. */
  readonly parts: Parts | null
  readonly reading: ReadScenario
}

/** A scenario that is read when somebody asks for it. A name that is a secret is replaced by its hash; `mostBytes` as for whoever reads it. */
export const lazily = (
  { name, ...place }: Label,
  read: () => string,
  mostBytes = Number.POSITIVE_INFINITY,
): Shelved => {
  const label: Label = { name: withoutSecrets(name), ...place }
  let text: string | null = null
  let reading: ReadScenario | null = null
  const parts = label.file === null ? null : new Parts(label.file, mostBytes)
  return {
    ...label,
    parts,
    get text() {
      text ??= read()
      return text
    },
    get reading() {
      if (reading !== null) return reading
      const { name, file, origin } = label
      const looked = origin === 'shipped' && file !== null ? foundByBuild(file, this.text) : null
      reading = readScenario({ name, file: file ?? name, text: this.text, place: parts ?? nowhere, mostBytes, looked })
      return reading
    },
  }
}

/** A scenario that was read already. A name that is a secret is replaced by its hash. */
export const alreadyRead = ({ name, ...place }: Label, read: Pick<Shelved, 'text' | 'parts' | 'reading'>): Shelved => ({
  name: withoutSecrets(name),
  ...place,
  ...read,
})

interface Layer {
  readonly rank: number
  readonly shelved: Shelved
}

const isSame = (one: Label, other: Label): boolean =>
  one.origin === other.origin && (one.file === null || resolve(one.file) === resolve(other.file ?? ''))

/** Scenarios by name. Of those that share one, that with the highest rank is in use, and the others wait below it. */
export class Shelf {
  readonly #layers = new Map<string, readonly Layer[]>()

  /** Puts one in the place of what came from the same source, or among the others of its name. */
  put(shelved: Shelved, rank: number): void {
    const others = this.#of(shelved.name).filter(layer => !isSame(layer.shelved, shelved))
    this.#layers.set(
      shelved.name,
      [...others, { rank, shelved }].sort((a, b) => a.rank - b.rank),
    )
  }

  /** Takes away what came from this source; false where nothing did. */
  drop(label: Label): boolean {
    const layers = this.#of(label.name)
    const rest = layers.filter(({ shelved }) => !isSame(shelved, label))
    if (rest.length === 0) this.#layers.delete(label.name)
    else this.#layers.set(label.name, rest)
    return rest.length < layers.length
  }

  /** The one in use; undefined for none. */
  get(name: string): Shelved | undefined {
    return this.#of(withoutSecrets(name)).at(-1)?.shelved
  }

  names(): readonly string[] {
    return [...this.#layers.keys()].sort()
  }

  #of(name: string): readonly Layer[] {
    return this.#layers.get(name) ?? []
  }
}
