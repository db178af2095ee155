import type { Encoder } from './content-coding.ts'
import { joined, type Packet } from './packet.ts'
import type { Head, Wire } from './wire.ts'

/**
 * How an answer that comes bit by bit ends: as it should; cleanly but too early, the connection staying or closing
 * behind it; by RST; by FIN in its middle.
 */
export type Ending = 'whole' | 'early' | 'last' | 'reset' | 'close'

/** What goes over the wire, and when. */
export interface Script {
  readonly packets: Iterable<Packet>
  /** What `content-length` promises; null for chunks. */
  readonly bodyBytes: number | null
  readonly ending: Ending
}

/** Takes, one after the other, what is due together: the first packet that is left, and those that are late by now. */
class Due {
  readonly #left: Iterator<Packet>
  readonly #wire: Wire
  #next: Packet | undefined
  #dueMs: number

  constructor(packets: Iterable<Packet>, wire: Wire) {
    this.#left = packets[Symbol.iterator]()
    this.#wire = wire
    this.#dueMs = wire.elapsedMs
    this.#next = this.#pull()
  }

  #pull(): Packet | undefined {
    const { done, value } = this.#left.next()
    return done ? undefined : value
  }

  /** How long the next packet waits from now on; null where none is left. */
  get waitMs(): number | null {
    if (!this.#next) return null
    const { waitMs, apart } = this.#next
    // what must be apart keeps its distance from what was late
    return Math.max(this.#dueMs + waitMs - this.#wire.elapsedMs, apart ? waitMs : 0)
  }

  /** Whether what comes next is a part of a wait without an end. */
  get isEndless(): boolean {
    return this.#next?.endless === true
  }

  take(): Packet {
    const taken: Packet[] = []
    const nowMs = this.#wire.elapsedMs
    for (let next = this.#next; next; next = this.#next) {
      const dueMs = this.#dueMs + next.waitMs
      if (taken.length > 0 && (next.apart || dueMs > nowMs)) break
      this.#dueMs = next.apart ? Math.max(dueMs, nowMs) : dueMs
      taken.push(next)
      this.#next = this.#pull()
    }
    return joined(taken)
  }
}

const finish = (ending: Ending, wire: Wire): void | Promise<void> => {
  switch (ending) {
    case 'whole':
      return wire.end('server')
    case 'early':
    case 'last':
      return wire.end('fault')
    case 'reset':
      return wire.reset()
    case 'close':
      return wire.close()
  }
}

/** A sleep may be a hair shorter than it was to be. */
const HAIR_MS = 0.5

/** Whether a wait without an end has ended: the client has left, or the server stops. */
const isOver = async (due: Due, waitMs: number, wire: Wire): Promise<boolean> => {
  const { isEndless } = due
  const dueMs = wire.elapsedMs + waitMs
  await wire.sleep(waitMs)
  return waitMs === Infinity || (isEndless && wire.elapsedMs < dueMs - HAIR_MS)
}

const NOTHING = new Uint8Array()

/** Whether all of a compressed body has gone out, so that its end belongs to it. */
const isWhole = (ending: Ending): boolean => ending === 'whole' || ending === 'early'

/** Plays a script: each packet at its time, however long the ones before took; through the encoder, if there is one. */
export const play = async (
  head: Head,
  { packets, bodyBytes, ending }: Script,
  wire: Wire,
  encoder: Encoder | null = null,
): Promise<void> => {
  wire.begin(head, { bodyBytes, last: ending === 'last' })
  const due = new Due(packets, wire)
  for (let waitMs = due.waitMs; waitMs !== null && wire.isOpen; waitMs = due.waitMs) {
    if (await isOver(due, waitMs, wire)) return wire.close()
    const { bytes, ends, plain = bytes } = due.take()
    wire.write(encoder ? await encoder.push(bytes) : bytes, ends.length, plain)
  }
  if (encoder && isWhole(ending) && wire.isOpen) wire.write(await encoder.finish(), 0, NOTHING)
  await finish(ending, wire)
}
