import { setMaxListeners } from 'node:events'
import type { WrongSelection } from '../call.ts'
import type { Clock } from '../clock/clock.ts'
import { Burst } from './burst.ts'
import { type Gone, GoneMemory, type Why } from './gone-memory.ts'
import { type Lost, NOTHING_LOST } from './origin.ts'
import type { Session } from './session.ts'
import { newMark, readGivenId, sessionIdOf } from './session-id.ts'
import { forgotten, goneChoice, inWords, letGo, ofAnother, type WhyGone } from './why-gone.ts'

/** What is needed to remember sessions. */
export interface GoneParts {
  readonly clock: Clock
  /** How many sessions there may be at once. */
  readonly most: number
  /** Takes what whoever runs the server should know: that sessions are evicted, that gone ones are asked for. */
  readonly warn?: (message: string) => void
}

/** How many sessions went, and how many of those that a request had made were made anew by another. */
export type GoneCounts = Readonly<Record<Why | 'beganAnew', number>>

/** The sessions that are here no more, so that whoever asks for one hears why, and none that was made by API comes back as another. */
export class GoneSessions {
  /** Stands in what is given out, so that the sessions of another process are told apart. */
  readonly mark = newMark()
  readonly #parts: GoneParts
  readonly #made = new GoneMemory()
  readonly #used = new GoneMemory()
  readonly #counts: Record<keyof GoneCounts, number> = { evicted: 0, expired: 0, deleted: 0, beganAnew: 0 }
  readonly #evictions = new Burst()
  readonly #asked = new Burst()
  readonly #ends = new WeakMap<Session, AbortController>()

  constructor(parts: GoneParts) {
    this.#parts = parts
  }

  get counts(): GoneCounts {
    return { ...this.#counts }
  }

  /** Bytes that are taken, as estimated. */
  get bytes(): number {
    return this.#made.bytes + this.#used.bytes
  }

  /** A fresh id for a session that is made by API. */
  newId(): string {
    return sessionIdOf(this.mark, this.#parts.clock.now())
  }

  /** Remembers a session that goes. One that a client named and somebody deleted leaves nothing to be told. */
  add(session: Session, why: Why): void {
    const { id, ttlMs, origin } = session
    const { isMade, lost } = origin
    this.#counts[why] += 1
    const memory = isMade ? this.#made : this.#used
    const gone = { why, atMs: this.#parts.clock.now(), ttlMs }
    if (why !== 'deleted') memory.add(id, { ...gone, lost: { ...lost, [why]: lost[why] + 1 } })
    else if (isMade) memory.add(id, { ...gone, lost })
    if (why === 'evicted') this.#warn(this.#evictions, this.#crowded())
    this.#ends.get(session)?.abort()
  }

  /** Aborted when this session goes. */
  endOf(session: Session): AbortSignal {
    const end = this.#ends.get(session) ?? new AbortController()
    this.#ends.set(session, end)
    // everybody who follows it listens (docs/facts/node.md §2)
    setMaxListeners(0, end.signal)
    return end.signal
  }

  /** Why no request makes a session of this name that is not here; null where one does. `mark` is what stood with it in the URL. */
  why(id: string, mark: string | undefined): WhyGone | null {
    const given = readGivenId(id)
    const gone = this.#made.get(id)
    if (gone) return letGo(id, gone, this.#parts.most)
    if (given && given.mark !== this.mark) return ofAnother(id, given.madeAtMs)
    return given || mark !== undefined ? forgotten(id) : null
  }

  /** The same of one that another process gave out, whether or not there is one of this name here; null where it did not. */
  foreign(id: string, mark: string | undefined): WhyGone | null {
    return mark === undefined || mark === this.mark ? null : ofAnother(id, null)
  }

  /** Somebody asks for a gone one: how that is answered. */
  refuse(whyGone: WhyGone): WrongSelection {
    this.#warn(this.#asked, `a request came for one that is not here. ${whyGone.message}`)
    return goneChoice(whyGone)
  }

  /** A request begins a session of this name: what was lost of earlier ones, and the word for it; null for nothing. */
  begin(id: string): { readonly lost: Lost; readonly note: string | null } {
    const gone = this.#used.get(id)
    if (!gone) return { lost: NOTHING_LOST, note: null }
    this.#used.delete(id)
    this.#counts.beganAnew += 1
    return {
      lost: gone.lost,
      note: `session ${id} begins anew: the last one of this name is gone, ${this.#inWords(gone)}`,
    }
  }

  /** What became of the last session that requests used under this name, as a sentence; null for nothing. */
  last(id: string): string | null {
    const gone = this.#used.get(id)
    return gone === undefined ? null : `The last one of this name is gone: ${this.#inWords(gone)}.`
  }

  /** A session of this name is made by hand: whoever does that wants a new one. */
  forget(id: string): void {
    this.#made.delete(id)
    this.#used.delete(id)
  }

  #inWords(gone: Gone): string {
    return inWords(gone, this.#parts.most)
  }

  #crowded(): string {
    return (
      `there is no room for more sessions (--sessions ${this.#parts.most}): those that were not used for longest are evicted ` +
      `with their journals, ${this.#counts.evicted} so far; GET /__mock/sessions goes on counting`
    )
  }

  #warn(burst: Burst, message: string): void {
    if (burst.isNews(this.#parts.clock.monotonic())) this.#parts.warn?.(message)
  }
}
