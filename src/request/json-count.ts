/** No model's context holds so many, and to read them takes some fifty milliseconds. */
export const MOST_VALUES = 250_000
/** A text that is shorter, in bytes, can't have so many. */
export const FEW_BYTES = MOST_VALUES * 2

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const isCounted: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  '[{,:'.includes(String.fromCharCode(byte)),
)

/** Counts the names and values of a JSON text by its punctuation, part by part, so that nobody has to read what holds too many. */
export class JsonCount {
  #values = 0
  #isText = false
  #isEscaped = false

  /** Counts on; false as soon as there are more than `MOST_VALUES`. */
  add(bytes: Uint8Array): boolean {
    for (let i = 0; i < bytes.length && this.#values <= MOST_VALUES; i += 1) this.#step(bytes[i] as number)
    return this.#values <= MOST_VALUES
  }

  #step(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === QUOTE) this.#isText = !this.#isText
    else if (this.#isText) this.#isEscaped = byte === BACKSLASH
    else if (isCounted[byte]) this.#values += 1
  }
}

/** Whether a JSON text that is there as a whole holds more names and values than are read of one. */
export const holdsTooMany = (bytes: Uint8Array): boolean => bytes.length >= FEW_BYTES && !new JsonCount().add(bytes)

/** What whoever sent such a text is told. */
export const tooManyValues = `The request body has more than ${MOST_VALUES} names and values, which is more than is read of one body.`
