import { stat } from 'node:fs/promises'
import { specialKind } from '../special-kind.ts'
import { UsageError } from '../usage-error.ts'
import { fileLines } from './file-lines.ts'
import { readJournalLine } from './journal-line.ts'
import { type JournalRecord, JournalRecords, type PlacedLine, wrongAt } from './journal-records.ts'
import { olderParts } from './parts.ts'

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

const checkKind = async (file: string): Promise<void> => {
  const stats = await stat(file).catch(error => {
    throw new UsageError(
      error.code === 'ENOENT'
        ? `There is no journal file ${file}.`
        : `The journal file can't be read: ${error.message}.`,
    )
  })
  const kind = specialKind(stats)
  if (kind !== null) throw new UsageError(`The journal file ${file} can't be read: it is ${kind}, not a file.`)
}

/**
 * What a server wrote to its `--journal-file`, with the parts that were moved away before it, the oldest first. Reads as it is
 * asked, so a file of any size will do. Throws `UsageError` with `FILE:LINE` for what is no journal, another version, or damaged.
 */
export async function* readJournalFile(file: string): AsyncGenerator<JournalRecord, void> {
  await checkKind(file)
  const records = new JournalRecords()
  for (const part of [...(await olderParts(file)), file]) {
    await checkKind(part)
    for await (const line of linesOf(part)) yield* records.of(line)
  }
  yield* records.end()
}
