import type { Clock } from '../clock/clock.ts'
import type { EntryFilter } from '../journal/entry-filter.ts'
import type { Journal } from '../journal/journal.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { nextEntry } from './next-entry.ts'

const CHUNK_LENGTH = 32 * 1024
const KEEP_ALIVE_MS = 15_000
const TOO_SLOW = ': too slow: entries were dropped before they were read; the stream ends here\n\n'

/** A journal as one session's streams see it. */
export interface StreamParts {
  readonly journal: Journal
  readonly session: string
  readonly filter: EntryFilter
}

/** Texts put together, so that not every one is a write of its own. Where a walk rests (null), others have their turn. */
async function* inChunks(texts: Iterable<string | null>): AsyncGenerator<string> {
  let chunk = ''
  for (const text of texts) {
    if (text === null) await turnOfTheLoop()
    else chunk += text
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

function* linesIn({ journal, session, filter }: StreamParts): Generator<string | null> {
  const { last } = journal
  let left = filter.limit ?? Number.POSITIVE_INFINITY
  for (const { number, entry } of journal.walk(session, filter, journal.numberOf(session, filter.since))) {
    if (number > last || left === 0) return
    if (entry !== null) left -= 1
    yield entry && `${JSON.stringify(entry)}\n`
  }
}

/** All entries that fit and are there now, one JSON a line. They are taken from the journal as they are read. */
export const entryLines = (parts: StreamParts): AsyncIterable<string> => inChunks(linesIn(parts))

/** How far a follower has come. */
interface Cursor {
  /** The number of the last entry that was looked at. */
  seen: number
  /** How many more are wanted. */
  left: number
  /** Of what was dropped before it came to be, the number of the last. */
  readonly goneBefore: number
}

/** From `since` on if that is said, else from now on. */
const cursorFor = ({ journal, session, filter }: StreamParts): Cursor => ({
  seen: filter.since === undefined ? journal.last : journal.numberOf(session, filter.since),
  left: filter.limit ?? Number.POSITIVE_INFINITY,
  // entries that were dropped before it came are not its concern
  goneBefore: journal.evicted(session).last,
})

/** Whether entries were dropped that it had not come to. */
const isOvertaken = ({ journal, session }: StreamParts, { seen, goneBefore }: Cursor): boolean =>
  journal.evicted(session).last > Math.max(seen, goneBefore)

/** Entries that the cursor has not come to, as events, until it is overtaken; moves it. */
function* unseen(parts: StreamParts, cursor: Cursor): Generator<string | null> {
  const { journal, session, filter } = parts
  for (const { number, entry } of journal.walk(session, filter, cursor.seen)) {
    if (isOvertaken(parts, cursor)) return
    cursor.seen = number
    if (entry !== null) cursor.left -= 1
    yield entry && `event: entry\nid: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`
    if (cursor.left === 0) return
  }
  if (isOvertaken(parts, cursor)) return
  // those that do not fit need no second look
  cursor.seen = journal.last
}

/**
 * Entries that fit as server-sent events, from `since` on if that is said, else from now on, until `ended` says so. What is not
 * read yet stays in the journal and nowhere else, so that a slow reader costs nothing; one that is overtaken is told and left.
 */
export async function* entryEvents(parts: StreamParts, clock: Clock, ended: AbortSignal): AsyncGenerator<string> {
  const { journal, session } = parts
  const cursor = cursorFor(parts)
  yield ': following\n\n'
  let saidAt = clock.monotonic()
  while (!ended.aborted) {
    for await (const chunk of inChunks(unseen(parts, cursor))) {
      yield chunk
      saidAt = clock.monotonic()
    }
    if (isOvertaken(parts, cursor)) return yield TOO_SLOW
    if (cursor.left <= 0) return
    // or some came while the last ones were read
    if (cursor.seen === journal.last)
      await nextEntry(journal, session, clock, saidAt + KEEP_ALIVE_MS - clock.monotonic(), ended)
    // what is recorded in one turn of the loop goes out in one write
    await turnOfTheLoop()
    if (clock.monotonic() - saidAt < KEEP_ALIVE_MS) continue
    yield ': nothing new\n\n'
    saidAt = clock.monotonic()
  }
}
