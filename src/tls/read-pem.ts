import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Clock } from '../clock/clock.ts'
import { reasonUnreadable } from '../reason-unreadable.ts'
import { specialKind } from '../special-kind.ts'
import { UsageError } from '../usage-error.ts'

// a pipe that nobody writes to would keep whoever opens it; Windows has no such flag, and no such pipe in a folder
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
/** Chains of certificates have a few KiB. */
const MOST_BYTES = 1024 ** 2
/** Whoever writes into a pipe may have to be started first. */
const LONGEST_WAIT_MS = 5000
const LOOK_AGAIN_MS = 10

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** What is there to be read now: null for nothing yet, no bytes for its end. */
const readNow = (handle: number): Buffer | null => {
  const bytes = Buffer.allocUnsafe(64 * 1024)
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, null))
  } catch (error) {
    if (isCode(error, 'EAGAIN')) return null
    throw error
  }
}

/** Whether a handle is that of a pipe. Throws a sentence where it is none, and no file either. */
const isPipeAt = (handle: number): boolean => {
  const stats = fstatSync(handle)
  const kind = specialKind(stats)
  if (kind !== null && !stats.isFIFO()) throw new Error(`it is ${kind}, not a file`)
  return kind !== null
}

/** All of a file, or of a pipe that somebody writes to in time. Throws what the file system throws, or a sentence. */
const readAll = async (handle: number, isPipe: boolean, clock: Clock): Promise<Buffer> => {
  const untilMs = clock.monotonic() + LONGEST_WAIT_MS
  const parts: Buffer[] = []
  for (let length = 0; length <= MOST_BYTES; ) {
    const part = readNow(handle)
    // a pipe that nobody has opened to write looks like one that has ended
    const isEnd = part?.length === 0 && (!isPipe || length > 0)
    if (isEnd) return Buffer.concat(parts)
    if (part !== null && part.length > 0) {
      parts.push(part)
      length += part.length
    } else if (clock.monotonic() > untilMs)
      throw new Error(`it is a pipe to which nobody has written all within ${LONGEST_WAIT_MS / 1000} s`)
    else await clock.sleep(LOOK_AGAIN_MS)
  }
  throw new Error(`it has more than ${MOST_BYTES} bytes, which no PEM has`)
}

/** The text of a file that a flag names, or of a pipe, as shells make it of `<(command)`. Throws `UsageError`. */
export const readPem = async (flag: string, file: string, clock: Clock): Promise<string> => {
  try {
    const handle = openSync(file, WITHOUT_WAITING)
    try {
      return (await readAll(handle, isPipeAt(handle), clock)).toString()
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    const why = isCode(error, 'ENOENT') ? 'there is no such file' : reasonUnreadable(error)
    throw new UsageError(`${flag} ${file} can't be read: ${why}.`)
  }
}
