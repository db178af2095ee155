import { batchLimits } from '../groq/batch-facts.ts'
import { type CheckedLine, checkedLines } from '../request/batch-file.ts'
import type { BatchFault } from '../session/batch.ts'
import { type Effort, spend } from './effort.ts'

/** So many faults are told of one file; who mends them sees the others. */
const MOST_FAULTS = 100

/** Looks through the input of a batch, some lines at a time. */
export class Validation {
  readonly faults: BatchFault[] = []
  readonly #lines: Generator<CheckedLine, void>
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

  #count({ number, bytes, fault }: CheckedLine, effort: Effort): void {
    spend(effort, bytes)
    this.#total += 1
    if (fault && this.faults.length < MOST_FAULTS) this.faults.push({ ...fault, line: number })
  }
}
