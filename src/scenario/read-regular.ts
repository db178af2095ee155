import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { specialKind } from '../special-kind.ts'

// a pipe that nobody writes to would keep whoever opens it; Windows has no such flag, and no such pipe in a folder
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

const NOT_KNOWN = 'its size is not known before it is read, as of files in /proc; copy it to a file of its own'
const tooLarge = (bytes: number, mostBytes: number): Error =>
  new Error(`it has ${bytes} bytes; at most ${mostBytes} are read`)

/**
 * The bytes of a file; of nothing but a file, and of no more than it may have, whatever stands or grows in its place
 * meanwhile. Throws what the file system throws, or a sentence.
 */
export const readRegular = (file: string, mostBytes: number): Buffer => {
  const handle = openSync(file, WITHOUT_WAITING)
  try {
    const stats = fstatSync(handle)
    const kind = specialKind(stats)
    if (kind !== null) throw new Error(`it is ${kind}, not a file`)
    if (stats.size > mostBytes) throw tooLarge(stats.size, mostBytes)
    const bytes = Buffer.allocUnsafe(stats.size + 1)
    let length = 0
    for (let read = -1; read !== 0 && length <= stats.size; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null)
    if (length > stats.size) throw new Error(stats.size === 0 ? NOT_KNOWN : 'it grew while it was read')
    return bytes.subarray(0, length)
  } finally {
    closeSync(handle)
  }
}

/** The same of a file that is named on a command line and read once: what a shell pipes in will do too. */
export const readNamed = (file: string, mostBytes: number): Buffer => {
  if (!statSync(file).isFIFO()) return readRegular(file, mostBytes)
  const bytes = readFileSync(file)
  if (bytes.length > mostBytes) throw tooLarge(bytes.length, mostBytes)
  return bytes
}
