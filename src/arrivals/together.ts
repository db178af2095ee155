import type { Asking, Spine } from '../incoming.ts'
import { nextTurn } from '../turn-of-the-loop.ts'
import type { TextAnswer } from '../wire/text-answer.ts'

/** How many go together at most. */
const MOST = 32

/**
 * Hands requests that came in the same turn of the loop to the spine together, behind the reading of connections. What their
 * answers are made of is then in the processor's caches, and not what Node and the system read and write connections with: a
 * third of the time goes otherwise into waiting for memory (bench/README.md).
 */
export class Together {
  readonly #spine: Spine
  readonly #answers: TextAnswer
  #waiting: Asking[] = []

  constructor(spine: Spine, answers: TextAnswer) {
    this.#spine = spine
    this.#answers = answers
  }

  /** Adds one; it is served in this turn of the loop, and at once where nobody waits for an answer any more. */
  add(asking: Asking): void {
    const count = this.#waiting.push(asking)
    if (asking.incoming.request.body.kind === 'gone') this.flush()
    else if (count % MOST === 1) nextTurn(this.#serve)
  }

  /** Serves those that are there now, before something comes that must find them served. */
  flush(): void {
    while (this.#waiting.length > 0) this.#serve()
  }

  readonly #serve = (): void => {
    const together = this.#waiting.splice(0, MOST)
    if (together.length > 0) this.#answers.leaveTogether(() => this.#spine(together))
  }
}
