import type { HeaderList } from './header-list.ts'

/** The versions of HTTP that requests come in. */
export type HttpVersion = '1.0' | '1.1' | '2'

/** How an exchange ended and what had been sent until then. */
export interface Sent {
  /** The status on the wire; null where nothing was sent. */
  readonly status: number | null
  /** From the request's arrival to the first byte of the answer; null where there was none. */
  readonly ttfbMs: number | null
  readonly durationMs: number
  /** Bytes of the body. */
  readonly bytes: number
  /** Events of a stream; 1 for a whole answer, 0 for none. */
  readonly chunks: number
  readonly endedBy: 'server' | 'client' | 'fault'
  /** The headers as they went out; null where none did. */
  readonly headers: HeaderList | null
  /**
   * The body, or the end of one that came bit by bit, as it was before compression: of a success no more than an error that ends it
   * needs. Null where nothing of it was sent.
   */
  readonly last: Uint8Array | string | null
}

/** What goes out before a body. The reason phrase is part of it: 498 and 499 have none of Node's (docs/facts/node.md §5). */
export interface Head {
  readonly status: number
  readonly reason: string
  /** The wire takes this list over and adds its own headers to it. */
  readonly headers: HeaderList
}

/** How the body of an answer goes out that comes bit by bit. */
export interface Framing {
  /** What its `content-length` promises; null for chunks. */
  readonly bodyBytes: number | null
  /** Whether the connection closes after it. */
  readonly last: boolean
}

/** The end of one request's connection, as far as an outcome may touch it. What comes after the client has left does nothing. */
export interface Wire {
  /** Sends a whole answer with its `content-length`. */
  send(head: Head, body: Uint8Array | string): void
  /** Sends an answer in events, chunked; `chunks` is how many events the bytes hold. */
  stream(head: Head, bytes: Uint8Array | string, chunks: number): void
  /** Sends the head of an answer that comes bit by bit. */
  begin(head: Head, framing: Framing): void
  /** Sends a part of its body, in a packet of its own; `chunks` is how many events end in it, `plain` what it was before compression. */
  write(bytes: Uint8Array, chunks: number, plain?: Uint8Array): void
  /** Ends its body. `by` is who wanted it to end here. */
  end(by: 'server' | 'fault'): void
  /** Sends bytes as they are, past HTTP. */
  raw(bytes: Uint8Array): Promise<void>
  /** FIN, with whatever was sent until then. */
  close(): Promise<void>
  /** RST, after what was sent has left. */
  reset(): Promise<void>
  /** Waits in real time, with `Infinity` forever; ends early when the client leaves or the server stops. */
  sleep(ms: number): Promise<void>
  /** Lets others be served in the middle of work; unlike a wait, the answer comes as soon as it is made. */
  giveWay(): Promise<void>
  /** Real time since the request arrived. */
  readonly elapsedMs: number
  /** Whether there is still somebody to answer. */
  readonly isOpen: boolean
}

/** The same, and what only the spine asks of it. */
export interface AnsweringWire extends Wire {
  /** Waits until the answers before it on its connection have left, or the connection is gone; null where there are none. */
  turn(): Promise<unknown> | null
  /** Does it in this turn of the loop, together with what other answers are to do in it. It must not throw. */
  together(act: () => void): void
  /** Calls back once, when the exchange is over, however it ended; at once where it is over by now. To be asked once. */
  whenOver(act: (sent: Sent) => void): void
  /** For when no outcome can go on: answers with this where nothing has left yet, else breaks off where it stands. What has ended stays. */
  breakOff(head: Head, body: string): Promise<void>
}
