import { withoutSecrets } from '../without-secrets.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Reload } from './reload.ts'

/** Of what was put by the control API so many diagnostics are remembered: whoever put it has been told all. */
const MOST_OF_A_CALL = 10

/** The last edit of each scenario that was edited since the start. */
export class Reloads {
  readonly #last = new Map<string, Reload>()
  readonly #counts = { good: 0, bad: 0, deleted: 0 }

  /** Notes an edit that was read, good or bad. */
  edited(asked: string, file: string | null, diagnostics: readonly Diagnostic[]): Reload {
    const name = withoutSecrets(asked)
    const ok = diagnostics.every(({ severity }) => severity !== 'error')
    const kept = file === null ? diagnostics.slice(0, MOST_OF_A_CALL) : diagnostics
    return this.note({ name, file, ok, diagnostics: kept, deleted: null })
  }

  /** How many there were since the start. */
  get counts(): Readonly<Record<'good' | 'bad' | 'deleted', number>> {
    return { ...this.#counts }
  }

  note(reload: Reload): Reload {
    this.#counts[reload.deleted ? 'deleted' : reload.ok ? 'good' : 'bad'] += 1
    this.#last.set(reload.name, reload)
    return reload
  }

  /** Forgets what came of a file that is gone, or (null) of what was put. */
  forget(name: string, file: string | null): void {
    if (this.#last.get(name)?.file === file) this.#last.delete(name)
  }

  of(name: string): Reload | undefined {
    return this.#last.get(withoutSecrets(name))
  }

  all(): readonly Reload[] {
    return [...this.#last.values()]
  }

  /** What is wrong with the last edit of a scenario, in one line; null where nothing is. */
  lastDiagnosticOf(name: string): string | null {
    const reload = this.#last.get(name)
    const first = reload?.ok === false ? reload.diagnostics.find(({ severity }) => severity === 'error') : undefined
    return first ? `${first.file}:${first.line}:${first.column}: ${first.message}` : null
  }
}
