import { isOver } from '../session/batch.ts'
import type { Session } from '../session/session.ts'
import type { Effort } from './effort.ts'
import { Job } from './job.ts'
import type { LineParts } from './line.ts'

/** What batches are run with. */
export interface RunnerParts extends LineParts {
  /** Aborted when the server stops: then no batch goes on. */
  readonly stopping: AbortSignal
}

/** How often unfinished batches are looked at, in real time. */
const TICK_MS = 50
/** How many lines of all batches together run in one turn, before other requests get theirs. */
const LINES_A_TICK = 100

/** Runs the batches of all sessions. It ticks while one is unfinished, and is idle otherwise. */
export class BatchRunner {
  readonly #parts: RunnerParts
  readonly #jobs = new Map<string, Job>()
  #nap = new AbortController()
  #isRunning = false

  constructor(parts: RunnerParts) {
    this.#parts = parts
    parts.stopping.addEventListener('abort', () => this.#nap.abort())
  }

  /** Whether a batch is unfinished. */
  get isBusy(): boolean {
    return this.#jobs.size > 0
  }

  /** Looks at the batches of a session: there is a new one, or its time jumped. */
  wake(session: Session): void {
    for (const batch of session.resources.batches.all()) {
      if (!isOver(batch) && !this.#jobs.has(batch.id)) this.#jobs.set(batch.id, new Job(session, batch, this.#parts))
    }
    this.#nap.abort()
    if (!this.#isRunning && this.#jobs.size > 0) this.#run()
  }

  async #run(): Promise<void> {
    const { clock, stopping } = this.#parts
    this.#isRunning = true
    let waitMs = TICK_MS
    while (this.#jobs.size > 0 && !stopping.aborted) {
      this.#nap = new AbortController()
      await clock.sleep(waitMs, this.#nap.signal)
      if (!stopping.aborted) waitMs = (await this.#tick()) ? 0 : TICK_MS
    }
    this.#isRunning = false
  }

  /** One turn for all batches; true where there is more to do than one turn has room for. */
  async #tick(): Promise<boolean> {
    const effort: Effort = { left: LINES_A_TICK }
    for (const [id, job] of [...this.#jobs]) {
      if (effort.left <= 0) return true
      const before = effort.left
      await this.#step(job, effort)
      // who had a turn waits for the others
      if (job.isOver || effort.left < before) this.#jobs.delete(id)
      if (!job.isOver) this.#jobs.set(id, job)
    }
    return effort.left <= 0
  }

  async #step(job: Job, effort: Effort): Promise<void> {
    try {
      await job.step(effort)
    } catch (error) {
      this.#parts.log.error({ err: error }, 'a bug in groq-mock: a batch could not go on')
      job.fail([{ code: 'internal_error', message: 'The mock could not go on.', param: null, line: null }])
    }
  }
}
