import type { Scenario } from './scenario.ts'

/** Whoever runs one holds it anyway: this is how long its name still leads to it. */
const MOST = 100

/** The last versions of scenarios whose files are deleted, and that nothing of their name replaces; those that went first are forgotten first. */
export class Departed {
  readonly #scenarios = new Map<string, Scenario>()

  get(name: string): Scenario | undefined {
    return this.#scenarios.get(name)
  }

  add(name: string, scenario: Scenario): void {
    this.#scenarios.delete(name)
    this.#scenarios.set(name, scenario)
    const [oldest = name] = this.#scenarios.keys()
    if (this.#scenarios.size > MOST) this.#scenarios.delete(oldest)
  }

  delete(name: string): void {
    this.#scenarios.delete(name)
  }
}
