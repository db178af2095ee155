import { ownText } from '../../own-text.ts'
import { withoutSecrets } from '../../without-secrets.ts'
import type { Diagnostic } from '../diagnostic.ts'

// more than anyone fixes before the next check
const MOST = 200

const startsOf = (text: string): readonly number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** How many of the ascending numbers are not above `limit`. */
const upTo = (numbers: readonly number[], limit: number): number => {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

const owned = (found: Diagnostic): Diagnostic => ({
  ...found,
  message: ownText(found.message),
  ...(found.hint === undefined ? {} : { hint: ownText(found.hint) }),
})

/** What those that read a text tell their mistakes to. */
export type Finding = Pick<Diagnostics, 'error' | 'failed' | 'lineOf'>

/** Collects what is found in a text and turns offsets into lines and columns. */
export class Diagnostics {
  readonly #file: string
  readonly #starts: readonly number[]
  readonly #found = new Map<string, Diagnostic>()

  constructor(file: string, text: string) {
    this.#file = withoutSecrets(file)
    this.#starts = startsOf(text)
  }

  /** Secrets are taken out of what is said; what can only be told by its place must be gone before. */
  add(severity: Diagnostic['severity'], offset: number, said: string, todo?: string): void {
    const [message, hint] = [withoutSecrets(said), todo && withoutSecrets(todo)]
    const line = this.lineOf(offset)
    const column = offset - (this.#starts[line - 1] ?? 0) + 1
    const key = `${line}:${column}:${message}`
    if (this.#found.has(key)) return
    this.#found.set(key, { file: this.#file, line, column, severity, message, ...(hint ? { hint } : {}) })
  }

  lineOf(offset: number): number {
    return upTo(this.#starts, offset)
  }

  error(offset: number, message: string, hint?: string): void {
    this.add('error', offset, message, hint)
  }

  /** In the order of the file, each once, and not too many; whoever keeps them keeps nothing of the text. */
  done(): readonly Diagnostic[] {
    const all = [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column)
    const next = all[MOST]
    if (!next) return all.map(owned)
    const { line, column } = next
    const severity = this.failed ? 'error' : 'warning'
    const message = `and ${all.length - MOST} more from here on`
    return [...all.slice(0, MOST).map(owned), { file: this.#file, line, column, severity, message }]
  }

  get failed(): boolean {
    for (const { severity } of this.#found.values()) if (severity === 'error') return true
    return false
  }
}
