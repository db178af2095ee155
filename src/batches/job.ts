import { madeUpFile } from '../answers/files/made-up-resources.ts'
import { linesOf, type TextLine } from '../request/text-line.ts'
import { type Batch, type BatchError, isOver, withStatus } from '../session/batch.ts'
import type { Session } from '../session/session.ts'
import { type Effort, spend } from './effort.ts'
import { errorsOf, isHeld, linesRun, statusAfter } from './fate.ts'
import { expiredLine, type LineParts, runLine } from './line.ts'
import type { LineResult } from './line-result.ts'
import { Results } from './results.ts'
import { CANCELLING_MS, completeAfterMs, VALIDATING_MS } from './timetable.ts'
import { Validation } from './validation.ts'

const NOTHING = new Uint8Array()

const batchError = (code: string, message: string): BatchError => ({ code, message, param: null, line: null })
const inputGone = batchError('input_file_deleted', 'The input file was deleted before the batch was complete.')
const noRequests = batchError('empty_file', 'The input file has no requests.')
const noRoom = batchError('no_room', 'The mock has no room for the results. Delete files that are no longer needed.')

/** One batch on its way through its statuses: does what is due by session time, a piece at a time. */
export class Job {
  readonly #session: Session
  readonly #life: object
  readonly #id: string
  readonly #parts: LineParts
  readonly #hasInput: () => boolean
  readonly #validation: Validation
  #lines: Generator<TextLine, void>
  readonly #output: Results
  readonly #errors: Results
  #completed = 0
  #failed = 0

  constructor(session: Session, { id, inputFileId }: Batch, parts: LineParts) {
    const { resources } = session
    const kept = resources.files.get(inputFileId)
    // with `resources: any` there is an input under every id
    const { content } = kept ?? madeUpFile(inputFileId)
    this.#session = session
    this.#life = session.life
    this.#id = id
    this.#parts = parts
    const isKept = kept !== undefined
    this.#hasInput = () => !isKept || resources.files.get(inputFileId) !== undefined
    this.#validation = new Validation(content)
    this.#lines = linesOf(content)
    this.#output = new Results(resources)
    this.#errors = new Results(resources)
  }

  /** Whether nothing more will come of it: the batch is over or forgotten, or its session is. */
  get isOver(): boolean {
    const batch = this.#batch
    return batch === undefined || isOver(batch)
  }

  /** Does what is due, as far as the effort allows. */
  async step(effort: Effort): Promise<void> {
    const nowMs = this.#session.sessionMs(this.#parts.clock.monotonic())
    while (effort.left > 0 && (await this.#advance(nowMs, effort)));
    if (this.isOver) this.drop()
  }

  /** Ends it where it stands. */
  drop(): void {
    this.#output.drop()
    this.#errors.drop()
  }

  /** Ends it because of errors. */
  fail(errors: readonly BatchError[]): void {
    const batch = this.#batch
    if (batch) this.#put(withStatus({ ...batch, errors }, 'failed', this.#nowMs()))
    this.drop()
  }

  get #batch(): Batch | undefined {
    return this.#session.life === this.#life ? this.#session.resources.batches.get(this.#id) : undefined
  }

  #nowMs(): number {
    return this.#session.sessionMs(this.#parts.clock.monotonic())
  }

  #put(batch: Batch): true {
    this.#session.resources.batches.put(batch)
    return true
  }

  /** Brings the batch to its next status where that is due; false where there is nothing more to do for now. */
  #advance(nowMs: number, effort: Effort): boolean | Promise<boolean> {
    const batch = this.#batch
    if (!batch || isOver(batch)) return false
    const ageMs = nowMs - batch.createdMs
    if (isHeld(batch, ageMs)) return this.#rest()
    switch (batch.status) {
      case 'cancelling':
        return nowMs - (batch.times.cancelling ?? 0) >= CANCELLING_MS && this.#finish(batch, 'cancelled', nowMs)
      case 'finalizing':
        return ageMs >= completeAfterMs(this.#validation.total) && this.#finish(batch, 'completed', nowMs)
      default:
        return this.#work(batch, ageMs, nowMs, effort)
    }
  }

  /** A batch that is held may be so for long: an input that was deleted meanwhile is not kept for it. */
  #rest(): false {
    if (!this.#hasInput()) {
      this.#validation.letGo()
      this.#lines = linesOf(NOTHING)
    }
    return false
  }

  #work(batch: Batch, ageMs: number, nowMs: number, effort: Effort): boolean | Promise<boolean> {
    if (!this.#hasInput()) {
      this.fail([inputGone])
      return false
    }
    if (batch.status === 'validating') return this.#validate(batch, ageMs, nowMs, effort)
    return ageMs >= batch.windowMs ? this.#expire(batch, nowMs, effort) : this.#run(ageMs, nowMs, effort)
  }

  #validate(batch: Batch, ageMs: number, nowMs: number, effort: Effort): boolean {
    if (!this.#validation.goOn(effort) || ageMs < VALIDATING_MS) return false
    const { total, errors } = this.#validation
    const found = errors.length > 0 ? errors : total === 0 ? [noRequests] : []
    const isWrong = found.length > 0 && this.#session.scenario.api.validation !== 'off'
    if (isWrong || batch.fate?.status === 'failed') {
      this.fail(errorsOf(batch, found))
      return false
    }
    return this.#put(withStatus({ ...batch, counts: { ...batch.counts, total } }, 'in_progress', nowMs))
  }

  async #run(ageMs: number, nowMs: number, effort: Effort): Promise<boolean> {
    for (;;) {
      // a line takes turns of the loop: a request may have changed the batch meanwhile
      const batch = this.#batch
      if (batch?.status !== 'in_progress') return true
      const done = this.#completed + this.#failed
      const next = statusAfter(batch, done)
      if (next !== null) return this.#put(withStatus(batch, next, nowMs))
      const line = done < linesRun(batch, ageMs) && effort.left > 0 ? this.#lines.next().value : undefined
      if (!line) return false
      spend(effort, line.bytes.length)
      this.#add(await runLine(line, batch, this.#session, this.#parts))
    }
  }

  #expire(batch: Batch, nowMs: number, effort: Effort): boolean {
    const { total } = this.#validation
    while (effort.left > 0 && !this.isOver) {
      const line = this.#completed + this.#failed < total ? this.#lines.next().value : undefined
      if (!line) return this.#finish(batch, 'expired', nowMs)
      spend(effort, line.bytes.length)
      this.#add(expiredLine(line, this.#parts.clock))
    }
    return false
  }

  #add({ failed, text }: LineResult): void {
    const batch = this.#batch
    if (!batch) return
    if (failed) this.#failed += 1
    else this.#completed += 1
    const counts = { ...batch.counts, completed: this.#completed, failed: this.#failed }
    this.#put({ ...batch, counts })
    if (!(failed ? this.#errors : this.#output).add(text)) this.fail([noRoom])
  }

  #finish(
    { id, createdAtMs, createdMs }: Batch,
    status: 'completed' | 'expired' | 'cancelled',
    nowMs: number,
  ): boolean {
    const atMs = createdAtMs + nowMs - createdMs
    const wallMs = this.#parts.clock.now()
    const outputFileId = this.#output.toFile(`${id}_output.jsonl`, atMs, wallMs)
    const errorFileId = this.#errors.toFile(`${id}_error.jsonl`, atMs, wallMs)
    const batch = this.#batch
    return batch ? this.#put(withStatus({ ...batch, outputFileId, errorFileId }, status, nowMs)) : false
  }
}
