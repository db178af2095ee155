import type { ServerResponse } from 'node:http'
import type { Clock } from '../clock/clock.ts'
import { nextTurn } from '../turn-of-the-loop.ts'
import type { Head } from './wire.ts'

/** What Node has something to say to, or writes in a way of its own; it writes such a head itself. */
const OF_NODE: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'date',
  'expect',
  'trailer',
  'content-disposition',
])
/** What Node lets into a header (docs/facts/node.md §5). */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** How long a date is repeated that was late when Node told it. */
const LATE_MS = 100

/**
 * So many that join leave together. Clients that all wait alike come back together, and what left in one go is due in one go again:
 * at 256 connections, delays of 100 ms were late by 3.9 ms where all that were due left together, and by 2.3 to 2.8 so (p50,
 * bench/README.md).
 */
const MOST_TOGETHER = 8

/** Where Node keeps a head until the first piece of the body leaves, and with it. */
interface WithHeader {
  _header: string | null
}

/** The lines of a head that was written: each header, and the text up to it. */
interface Written {
  readonly start: string
  readonly headers: string[]
  readonly upTo: string[]
}

/** What was written last with each status: most headers are the same in every such answer, and stand before the others. */
const written = new Map<number, Written>()

const writtenWith = ({ status, reason }: Head): Written => {
  const start = `HTTP/1.1 ${status} ${reason}\r\n`
  const known = written.get(status)
  if (known?.start === start) return known
  const fresh = { start, headers: [], upTo: [] }
  written.set(status, fresh)
  return fresh
}

/** The lines of a head without those that Node adds; null where it has to write it. */
const linesOf = (head: Head): string | null => {
  const { headers } = head
  const { start, headers: before, upTo } = writtenWith(head)
  let at = 0
  while (at < headers.length && headers[at] === before[at] && headers[at + 1] === before[at + 1]) at += 2
  let text = at === 0 ? start : (upTo[at / 2 - 1] ?? start)
  before.length = at
  upTo.length = at / 2
  for (; at < headers.length; at += 2) {
    const [name, value] = [headers[at] as string, headers[at + 1] as string]
    if (OF_NODE.has(name) || !VALUE.test(value)) return null
    text += `${name}: ${value}\r\n`
    before.push(name, value)
    upTo.push(text)
  }
  return text
}

/** Whether nothing hangs on who asked: HTTP/1.1 on a connection that stays, and a body may follow. */
const isUsual = (response: ServerResponse): boolean =>
  response.shouldKeepAlive &&
  response.req.httpVersionMinor === 1 &&
  response.req.method !== 'HEAD' &&
  response.req.headers.expect === undefined &&
  !response.hasHeader('connection')

/**
 * Writes answers of ASCII in one piece, head and body, put where Node keeps its head: through `writeHead` and `end` they are two
 * writes, and each header is looked at three times (bench/README.md). What stands behind our own headers, date and keep-alive,
 * Node writes itself once a second, and it is repeated in between. Where Node keeps no head there, it writes all of them.
 */
export class TextAnswer {
  readonly #clock: Pick<Clock, 'now'>
  #ending: string | null = null
  #untilMs = 0
  /** Answers that are still to leave; null where each leaves at once. */
  #held: ServerResponse[] | null = null
  /** What is to be done together in this turn of the loop. */
  #joined: (() => void)[] = []

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** Does it in this turn of the loop, with what joins meanwhile, a few at a time: connections are read in between. */
  join(act: () => void): void {
    if (this.#joined.push(act) === 1) nextTurn(this.#actTogether)
  }

  readonly #actTogether = (): void => {
    const joined = this.#joined.splice(0, MOST_TOGETHER)
    if (this.#joined.length > 0) nextTurn(this.#actTogether)
    this.leaveTogether(() => {
      for (const act of joined) act()
    })
  }

  /** Does what sends answers, which leave behind it. */
  leaveTogether(act: () => void): void {
    const held: ServerResponse[] = []
    this.#held = held
    try {
      act()
    } finally {
      this.#held = null
      for (const response of held) response.end()
    }
  }

  /** Sends a head and a body of so many bytes; `isChunked` is null where its length is told, else whether it goes out in chunks. */
  send(
    response: ServerResponse,
    head: Head,
    body: Uint8Array | string,
    bytes: number,
    isChunked: boolean | null,
  ): void {
    const isAscii = typeof body === 'string' && bytes === body.length
    const lines = isAscii && bytes > 0 && isUsual(response) ? linesOf(head) : null
    const nowMs = lines === null ? 0 : this.#clock.now()
    if (lines !== null && this.#ending !== null && nowMs < this.#untilMs) {
      const framed = isChunked === true ? `${bytes.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body
      return this.#leave(response, lines + this.#ending + framed)
    }
    response.writeHead(head.status, head.reason, head.headers)
    if (lines !== null) this.#learn(response, lines, nowMs)
    // the head leaves in the encoding of what leaves with it (§5)
    if (isAscii && isChunked === null) response.end(body, 'latin1')
    else response.end(body)
  }

  #leave(response: ServerResponse, answer: string): void {
    ;(response as unknown as WithHeader)._header = answer
    if (this.#held) this.#held.push(response)
    else response.end()
  }

  #learn(response: ServerResponse, lines: string, nowMs: number): void {
    const { _header: written } = response as unknown as Partial<WithHeader>
    this.#ending = typeof written === 'string' && written.startsWith(lines) ? written.slice(lines.length) : null
    const isOfNow = this.#ending?.includes(new Date(nowMs).toUTCString()) === true
    this.#untilMs = isOfNow ? nowMs - (nowMs % 1000) + 1000 : nowMs + LATE_MS
  }
}
