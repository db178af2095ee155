import fc from 'fast-check'
import type { Entry } from '#src/journal/entry'
import { entrySchema } from '#src/journal/entry-schema'
import type { JournalRecord } from '#src/journal/journal-records'
import { readJournalFile } from '#src/journal/read-journal-file'
import { anyLetter } from '../helpers/any-letter.ts'

const usual: Partial<Entry> = {
  id: 'req_01kb1cq2zk3v4w5x6y7z8a9b0c',
  session: 'default',
  at: '2026-01-01T00:00:00.000Z',
  offsetMs: 0,
  call: 'call-1',
  ordinal: 1,
  attempt: 1,
  certainty: 'inferred',
  follows: null,
  retryCount: null,
  batch: null,
  connection: 1,
  requestOnConnection: 1,
  httpVersion: '1.1',
  method: 'POST',
  path: '/openai/v1/chat/completions',
  endpoint: 'chat.completions',
  model: 'openai/gpt-oss-20b',
  tier: null,
  stream: false,
  requestBytes: 90,
  fingerprint: '1pmjay7-rhoCkbhpPkNNWRmmUvN_6GWvgxc',
  rule: null,
  rules: [],
  outcome: 'complete',
  because: 'no rule spoke: success',
  nearMisses: [],
  status: 200,
  variant: null,
  ttfbMs: 1.5,
  durationMs: 2.25,
  bytes: 800,
  chunks: 1,
  endedBy: 'server',
  flaws: [],
  remaining: null,
  told: null,
  userAgent: null,
  kept: null,
}

// whatever else an entry has is nothing here
const nothing = Object.fromEntries(entrySchema.required.map(name => [name, null]))

/** An entry with the usual values. */
export const entryOf = (more: Partial<Entry> = {}): Entry => ({ ...nothing, ...usual, ...more }) as Entry

const text = fc.string({ unit: anyLetter, maxLength: 40 })
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null })
const ms = fc.integer({ min: 0, max: 1e9 }).map(micro => micro / 1000)

/** Entries of any content. */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    session: fc.constantFrom('default', 'worker-1', 's-abcdef-01kb1cq2zk3v4w5x6y7z8a9b0c'),
    offsetMs: ms,
    httpVersion: fc.constantFrom('1.0', '1.1', '2', null),
    path: text,
    model: orNull(text),
    because: text,
    status: orNull(fc.integer({ min: 100, max: 599 })),
    durationMs: ms,
    variant: orNull(text),
    fingerprint: text,
    rules: fc.array(text, { maxLength: 3 }),
    userAgent: orNull(text),
    kept: orNull(
      fc.record(
        { headers: fc.dictionary(text, text, { noNullPrototype: true }), body: orNull(text) },
        { noNullPrototype: true },
      ),
    ),
  })
  .map(entryOf)

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
