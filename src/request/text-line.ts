/** One line of a file, counted from 1, without its line feed. */
export interface TextLine {
  readonly number: number
  readonly bytes: Uint8Array
}

const LINE_FEED = 10
const SPACES: ReadonlySet<number> = new Set([9, 13, 32])

const isBlank = (bytes: Uint8Array): boolean => bytes.every(byte => SPACES.has(byte))

/** The lines of a file, one after the other as they are asked for; blank ones are counted and passed over. */
export function* linesOf(content: Uint8Array): Generator<TextLine, void> {
  let start = 0
  for (let number = 1; start < content.length; number += 1) {
    const feed = content.indexOf(LINE_FEED, start)
    const end = feed === -1 ? content.length : feed
    const bytes = content.subarray(start, end)
    if (!isBlank(bytes)) yield { number, bytes }
    start = end + 1
  }
}
