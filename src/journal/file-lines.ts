import { createReadStream } from 'node:fs'

/** A line of a file, counted from 1; null for a text that is longer than may be read. */
export interface FileLine {
  readonly number: number
  readonly text: string | null
}

const LINE_FEED = 10

/** Joins what came of a line; null where it is too long. */
const textOf = (pieces: readonly Buffer[], bytes: number, mostBytes: number): string | null =>
  bytes > mostBytes ? null : Buffer.concat(pieces).toString()

/** The lines of a file as they are read, whatever its size; what stands behind the last line feed is a line too, if it is anything. */
export async function* fileLines(file: string, mostBytes: number): AsyncGenerator<FileLine, void> {
  let number = 0
  let pieces: Buffer[] = []
  let bytes = 0
  const add = (piece: Buffer): void => {
    bytes += piece.length
    // of a line that is too long nothing is kept
    if (bytes <= mostBytes) pieces.push(piece)
    else pieces = []
  }
  const end = (): FileLine => {
    number += 1
    const text = textOf(pieces, bytes, mostBytes)
    pieces = []
    bytes = 0
    return { number, text }
  }
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, feed))
      yield end()
      start = feed + 1
    }
    if (start < chunk.length) add(chunk.subarray(start))
  }
  if (bytes > 0) yield end()
}
