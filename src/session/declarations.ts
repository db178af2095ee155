import { ownText } from '../own-text.ts'
import { Tally } from '../tally.ts'

/** What an application said of how a call, or the whole run, ended. */
export interface Declaration {
  /** Null for the whole run. */
  readonly call: string | null
  readonly ok: boolean
  readonly note: string | null
}

const MOST = 10_000
const LONGEST_NOTE = 500
/** What one takes in memory, beside its letters. */
const ITEM_BYTES = 200

const bytesOf = ({ call, note }: Declaration): number => ITEM_BYTES + 2 * ((call?.length ?? 0) + (note?.length ?? 0))

/** What the application behind a session declared; of one call, the last word counts. */
export class Declarations {
  readonly #said = new Map<string | null, Declaration>()
  readonly #tally: Tally

  /** What is remembered takes bytes, which are counted in the tally. */
  constructor(tally = new Tally()) {
    this.#tally = tally
  }

  /** False where there is no room for another call. */
  add({ call, ok, note }: Declaration): boolean {
    const before = this.#said.get(call)
    if (this.#said.size >= MOST && before === undefined) return false
    const declared = { call, ok, note: note === null ? null : ownText(note.slice(0, LONGEST_NOTE)) }
    this.#said.set(call, declared)
    this.#tally.add(bytesOf(declared) - (before === undefined ? 0 : bytesOf(before)))
    return true
  }

  clear(): void {
    const bytes = this.all().reduce((sum, one) => sum + bytesOf(one), 0)
    this.#said.clear()
    this.#tally.add(-bytes)
  }

  all(): readonly Declaration[] {
    return [...this.#said.values()]
  }
}
