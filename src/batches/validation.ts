import { batchLimits } from '../groq/batch-facts.ts'
import { type CheckedLine, checkedLines } from '../request/checked-lines.ts'
import type { BatchError } from '../session/batch.ts'
import { type Effort, spend } from './effort.ts'

/** How many errors of one file are reported; the others show up once these are fixed. */
const MOST_ERRORS = 100

const NOTHING = new Uint8Array()

/** Looks through the input of a batch, some lines at a time. */
export class Validation {
  readonly errors: BatchError[] = []
  #lines: Generator<CheckedLine, void>
  #total = 0
  #isDone = false

  constructor(content: Uint8Array) {
    this.#lines = checkedLines(content)
  }

  /** How many lines may run. */
  get total(): number {
    return Math.min(this.#total, batchLimits.lines)
  }

  /** Goes on as far as the effort allows; true when all was looked at. */
  goOn(effort: Effort): boolean {
    while (!this.#isDone && effort.left > 0) {
      const { value: line } = this.#lines.next()
      if (line) this.#count(line, effort)
      else this.#isDone = true
    }
    return this.#isDone
  }

  /** Keeps nothing of what was not looked at yet. */
  letGo(): void {
    this.#lines = checkedLines(NOTHING)
  }

  #count({ number, bytes, problem }: CheckedLine, effort: Effort): void {
    spend(effort, bytes)
    this.#total += 1
    if (problem && this.errors.length < MOST_ERRORS) this.errors.push({ ...problem, line: number })
  }
}
