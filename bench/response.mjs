const LAST_CHUNK = Buffer.from('0\r\n\r\n')
const NO_BYTES = Buffer.alloc(0)

/**
 * Reads the responses of one connection, one after the other; nobody pipelines here. Kept is only what is asked for, so that
 * the load costs less than the servers that it is put on.
 */
export class ResponseReader {
  #keepsBodies
  #pending = NO_BYTES
  #head = null
  #left = null
  #parts = []

  constructor(keepsBodies) {
    this.#keepsBodies = keepsBodies
  }

  /** The response that ends with these bytes, or null while its end is missing. */
  take(chunk) {
    let bytes = chunk
    if (this.#head === null) {
      if (this.#pending.length > 0) bytes = Buffer.concat([this.#pending, chunk])
      const headEnd = bytes.indexOf('\r\n\r\n')
      if (headEnd === -1) {
        this.#pending = bytes
        return null
      }
      this.#pending = NO_BYTES
      this.#head = bytes.latin1Slice(0, headEnd)
      const length = /\r\ncontent-length: (\d+)/i.exec(this.#head)
      this.#left = length && Number(length[1])
      bytes = bytes.subarray(headEnd + 4)
    }
    if (this.#keepsBodies) this.#parts.push(bytes)
    return this.#isEnd(bytes) ? this.#response() : null
  }

  /** Whether some bytes of the current response have come. */
  get hasBegun() {
    return this.#head !== null || this.#pending.length > 0
  }

  #isEnd(bytes) {
    if (this.#left !== null) {
      this.#left -= bytes.length
      return this.#left <= 0
    }
    this.#pending = bytes.length >= LAST_CHUNK.length ? bytes : Buffer.concat([this.#pending, bytes])
    this.#pending = this.#pending.subarray(-LAST_CHUNK.length)
    return this.#pending.equals(LAST_CHUNK)
  }

  #response() {
    const head = this.#head
    const response = {
      status: Number(head.slice(9, 12)),
      head,
      isChunked: this.#left === null,
      isLast: /\r\nconnection: close/i.test(head),
      body: Buffer.concat(this.#parts),
    }
    this.#head = null
    this.#pending = NO_BYTES
    this.#parts = []
    return response
  }
}

/** The bytes of a body without the frames of its chunks. */
export const unframed = ({ body, isChunked }) => {
  if (!isChunked) return body
  const parts = []
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.latin1Slice(at, lineEnd), 16)
    if (size === 0) return Buffer.concat(parts)
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}
