import { stat } from 'node:fs/promises'
import { specialKind } from '../special-kind.ts'
import { UsageError } from '../usage-error.ts'
import { fileLines } from './file-lines.ts'
import { readJournalLine } from './journal-line.ts'
import { type JournalRecord, JournalRecords, type PlacedLine, wrongAt } from './journal-records.ts'
import { partsOf } from './parts.ts'

const LONGEST_LINE_BYTES = 16 * 1024 ** 2

async function* linesOf(file: string): AsyncGenerator<PlacedLine, void> {
  let isFirst = true
  for await (const { number, text } of fileLines(file, LONGEST_LINE_BYTES)) {
    const place = `${file}:${number}`
    if (text === null) throw wrongAt(place, `this line has more than ${LONGEST_LINE_BYTES} bytes, so it is no entry`)
    if (text.trim() === '') continue
    const line = readJournalLine(text)
    if (typeof line === 'string') throw wrongAt(place, line)
    yield { place, line, isFirst }
    isFirst = false
  }
}

/** A sentence for what the file system says; what is not from there goes on as it is. */
const unreadable = (file: string, error: NodeJS.ErrnoException): Error => {
  if (error.code === undefined) return error
  return new UsageError(
    error.code === 'ENOENT'
      ? `There is no journal file ${file}.`
      : `The journal file ${file} can't be read: ${error.message}.`,
  )
}

async function* recordsIn(file: string, records: JournalRecords): AsyncGenerator<JournalRecord, void> {
  try {
    const kind = specialKind(await stat(file))
    if (kind !== null) throw new UsageError(`The journal file ${file} can't be read: it is ${kind}, not a file.`)
    for await (const line of linesOf(file)) yield* records.of(line)
  } catch (error) {
    throw unreadable(file, error as Error)
  }
}

/**
 * What a server wrote to its `--journal-file`, with the parts that were moved away before it, the oldest first. Reads as it is
 * asked, so a file of any size will do. Throws `UsageError` with `FILE:LINE` for what is no journal, another version, or damaged.
 */
export async function* readJournalFile(file: string): AsyncGenerator<JournalRecord, void> {
  const records = new JournalRecords()
  for (const part of await partsOf(file)) yield* recordsIn(part, records)
  yield* records.end()
}
