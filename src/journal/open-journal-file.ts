import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Clock } from '../clock/clock.ts'
import { reasonUnwritable } from '../reason-unwritable.ts'
import { specialKind } from '../special-kind.ts'
import { UsageError } from '../usage-error.ts'
import { JournalFile } from './journal-file.ts'
import { readJournalLine } from './journal-line.ts'

/** A file that is asked for. */
export interface JournalFileOrder {
  readonly path: string
  readonly mostBytes: number
  readonly clock: Clock
  /** Takes what whoever runs the server should know. */
  readonly tell: (message: string) => void
}

const LINE_FEED = 10
/** A header is shorter by far. */
const LONGEST_HEADER = 4096

const refused = (path: string, why: string): UsageError =>
  new UsageError(
    `The journal can't be written to ${path}: ${why}. Name another file: --journal-file FILE, or GROQ_MOCK_JOURNAL_FILE.`,
  )

const whyUnwritable = (path: string, error: unknown): UsageError =>
  error instanceof UsageError ? error : refused(path, reasonUnwritable(path, error))

const kindAt = (path: string): Promise<string | null> =>
  stat(path).then(specialKind, error => {
    if (error.code === 'ENOENT') return null
    throw error
  })

/** What is wrong with a file that is there and has something in it already; null for nothing. */
const strangeness = async (handle: FileHandle): Promise<string | null> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(LONGEST_HEADER), 0, LONGEST_HEADER, 0)
  const [first = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
  const line = readJournalLine(first)
  if (line !== null && typeof line !== 'string' && line.kind === 'header') return null
  return `it is there already, and no journal that can be added to (its line 1: ${
    typeof line === 'string' ? line : JSON.stringify(first.slice(0, 60))
  })`
}

const endsWithin = async (handle: FileHandle, bytes: number): Promise<boolean> => {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, bytes - 1)
  return buffer[0] !== LINE_FEED
}

// whatever came into this place since it was looked at is not waited for
const TO_ADD = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)

const openAt = async (path: string): Promise<FileHandle> => {
  const kind = await kindAt(path)
  if (kind !== null) throw refused(path, `it is ${kind}, not a file`)
  return open(path, TO_ADD)
}

/**
 * Opens the file that a journal is to be written to, which may be one already: then it is added to. Throws `UsageError` where
 * that can't be: no folder, no right, a thing that is no file, a file that is no journal or one of another version.
 */
export const openJournalFile = async ({ path, ...order }: JournalFileOrder): Promise<JournalFile> => {
  let handle: FileHandle | null = null
  try {
    handle = await openAt(path)
    const stats = await handle.stat()
    const kind = specialKind(stats)
    const bytes = stats.size
    const why = kind === null ? bytes > 0 && (await strangeness(handle)) : `it is ${kind}, not a file`
    if (why) throw refused(path, why)
    const isCut = bytes > 0 && (await endsWithin(handle, bytes))
    return new JournalFile({ ...order, path, handle, bytes, isCut })
  } catch (error) {
    await handle?.close()
    throw whyUnwritable(path, error)
  }
}
