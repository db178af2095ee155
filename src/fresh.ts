import { randomUUID } from 'node:crypto'
import { unseeded } from './chance.ts'

/** What must differ from answer to answer. */
export interface Fresh {
  /** `req_` and a lowercase ULID: in the header and in `x_groq.id`. */
  readonly requestId: string
  /** A version 4 UUID for `chatcmpl-…`. */
  readonly uuid: string
  readonly nowMs: number
  /** A number in [0, 1) that may differ from run to run: timings only. */
  readonly jitter: number
}

/** Crockford's base 32 in lower case. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
/** Two letters for ten bits. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => `${LETTERS[bits >> 5]}${LETTERS[bits & 31]}`)

/** The lowest forty bits of a number as eight letters. */
const lettersOf = (bits: number): string => {
  const [high, low] = [Math.floor(bits / 2 ** 20), bits % 2 ** 20]
  return `${PAIRS[(high >> 10) & 1023]}${PAIRS[high & 1023]}${PAIRS[low >> 10]}${PAIRS[low & 1023]}`
}

let lastMs = -1
let lastTime = ''

/** The first ten letters of a ULID: its milliseconds. Many answers are made in one. */
const timeOf = (nowMs: number): string => {
  if (nowMs === lastMs) return lastTime
  lastMs = nowMs
  lastTime = `${PAIRS[Math.floor(nowMs / 2 ** 40) & 1023]}${lettersOf(nowMs % 2 ** 40)}`
  return lastTime
}

const fortyBits = (): number => Math.floor(unseeded() * 2 ** 40)

class FreshIds implements Fresh {
  readonly requestId: string
  readonly nowMs: number
  readonly jitter = unseeded()
  #uuid: string | null = null

  constructor(nowMs: number) {
    this.nowMs = nowMs
    this.requestId = `req_${timeOf(nowMs)}${lettersOf(fortyBits())}${lettersOf(fortyBits())}`
  }

  /** Made when it is asked for: errors have none. */
  get uuid(): string {
    this.#uuid ??= randomUUID()
    return this.#uuid
  }
}

/** The ids, time and timings of one answer; `req_` and a lowercase ULID, as observed (docs/facts/groq-wire.md §2.3). */
export const freshIds = (nowMs: number): Fresh => new FreshIds(nowMs)
