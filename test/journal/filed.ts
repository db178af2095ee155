import type { JournalRecord } from '#src/journal/journal-records'
import { readJournalFile } from '#src/journal/read-journal-file'

/** All that a file of a journal says. */
export const recordsIn = async (file: string): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = []
  for await (const record of readJournalFile(file)) records.push(record)
  return records
}

/** The records of a kind. */
export const only = <Kind extends JournalRecord['kind']>(
  records: readonly JournalRecord[],
  kind: Kind,
): readonly Extract<JournalRecord, { kind: Kind }>[] =>
  records.filter((record): record is Extract<JournalRecord, { kind: Kind }> => record.kind === kind)
