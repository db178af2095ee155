import { type ChildProcess, spawnSync } from 'node:child_process'
import type { Clock } from '../clock/clock.ts'

const isWindows = process.platform === 'win32'

/** Between the request to end and the end by force. */
const GRACE_MS = 2000
const LOOK_MS = 20

/** A process with all that it started, as far as they stayed in its group. On Windows: with its children. */
export class ProcessGroup {
  readonly #child: ChildProcess
  readonly #clock: Clock

  constructor(child: ChildProcess, clock: Clock) {
    this.#child = child
    this.#clock = clock
  }

  #signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.#child
    if (pid === undefined) return false
    try {
      // a negative id is the group that the process leads
      return process.kill(isWindows ? pid : -pid, signal)
    } catch {
      return false
    }
  }

  /** Whether any process of it runs. */
  get isAlive(): boolean {
    return this.#signal(0)
  }

  /** Asks all of it to end, and ends what has not done so after two seconds. */
  async end(): Promise<void> {
    if (isWindows) {
      if (this.isAlive) spawnSync('taskkill', ['/T', '/F', '/PID', String(this.#child.pid)], { stdio: 'ignore' })
      return
    }
    this.#signal('SIGTERM')
    const untilMs = this.#clock.monotonic() + GRACE_MS
    while (this.isAlive && this.#clock.monotonic() < untilMs) await this.#clock.sleep(LOOK_MS)
    this.#signal('SIGKILL')
  }
}
