import type { Socket } from 'node:net'
import type { Clock } from '../clock/clock.ts'

/** Where a request stands. */
export interface Place {
  /** The number of its connection among those that asked for anything, from 1. */
  readonly connection: number
  /** Its number on the connection, from 1. */
  readonly requestOnConnection: number
  /** When the connection was opened, on the monotonic clock. */
  readonly openedMs: number
}

interface Page {
  readonly openedMs: number
  /** 0 until the first request. */
  number: number
  requests: number
}

/** Keeps count of connections and of the requests on them. */
export class ConnectionBook {
  readonly #pages = new WeakMap<Socket, Page>()
  readonly #clock: Clock
  #used = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** To be told of each connection when it is opened. */
  opened(socket: Socket): Page {
    const page = { openedMs: this.#clock.monotonic(), number: 0, requests: 0 }
    this.#pages.set(socket, page)
    return page
  }

  /** The place of the next request on this connection. */
  next(socket: Socket): Place {
    const page = this.#pages.get(socket) ?? this.opened(socket)
    if (page.number === 0) {
      this.#used += 1
      page.number = this.#used
    }
    page.requests += 1
    return { connection: page.number, requestOnConnection: page.requests, openedMs: page.openedMs }
  }
}
