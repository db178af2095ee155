/** No model's context holds so many, and to read them takes some fifty milliseconds. */
export const MOST_VALUES = 250_000
/** A text that is shorter, in bytes, can't have so many. */
export const FEW_BYTES = MOST_VALUES * 2

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const isCounted: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  '[{,:'.includes(String.fromCharCode(byte)),
)

/** Whether an odd number of backslashes stands before a place, none of them before `from`. */
const isEscapedAt = (bytes: Uint8Array, place: number, from: number): boolean => {
  let first = place
  while (first > from && bytes[first - 1] === BACKSLASH) first -= 1
  return (place - first) % 2 === 1
}

/** Counts the names and values of a JSON text by its punctuation, part by part, so that nobody has to read what holds too many. */
export class JsonCount {
  #values = 0
  #isText = false
  #isEscaped = false

  /** Counts on; false as soon as there are more than `MOST_VALUES`. */
  add(bytes: Uint8Array): boolean {
    if (bytes.length === 0) return this.#values <= MOST_VALUES
    let values = this.#values
    let i = this.#isText ? this.#afterText(bytes, 0) : 0
    for (; i < bytes.length && values <= MOST_VALUES; i += 1) {
      const byte = bytes[i] as number
      if (byte === QUOTE) i = this.#afterText(bytes, i + 1) - 1
      else if (isCounted[byte]) values += 1
    }
    this.#values = values
    return values <= MOST_VALUES
  }

  /** The place behind the quote that ends a text, or the end of the part: then the text goes on in the next one. */
  #afterText(bytes: Uint8Array, start: number): number {
    let from = this.#isEscaped ? start + 1 : start
    this.#isText = true
    this.#isEscaped = false
    for (;;) {
      const quote = bytes.indexOf(QUOTE, from)
      if (quote === -1) break
      if (!isEscapedAt(bytes, quote, from)) {
        this.#isText = false
        return quote + 1
      }
      from = quote + 1
    }
    this.#isEscaped = isEscapedAt(bytes, bytes.length, from)
    return bytes.length
  }
}

/** Whether a JSON text that is there as a whole holds more names and values than are read of one. */
export const holdsTooMany = (bytes: Uint8Array): boolean => bytes.length >= FEW_BYTES && !new JsonCount().add(bytes)

/** What whoever sent such a text is told. */
export const tooManyValues = `The request body has more than ${MOST_VALUES} names and values, which is more than is read of one body.`
