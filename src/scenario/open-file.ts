import { resolve } from 'node:path'
import { textBytes } from '../own-text.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FileRoom } from './file-room.ts'
import { fileDiagnostic, nameOf, readText, whyUnreadable } from './files.ts'
import { readAside } from './read-aside.ts'
import type { Reads } from './reader.ts'
import { alreadyRead, lazily, type Shelved } from './shelf.ts'

/** What came of a file. */
export interface Opened {
  /** What it was read as, good or bad; null where it could not be read. */
  readonly shelved: Shelved | null
  readonly diagnostics: readonly Diagnostic[]
}

const HINT = 'Leave out files that are not needed, or give them to a server of their own.'

const takeRoom = (file: string, shelved: Shelved, room: FileRoom): Opened => {
  const path = resolve(file)
  const { reading, parts, text } = shelved
  if (reading.bytes === 0) return { shelved, diagnostics: reading.diagnostics }
  const bytes = reading.bytes + textBytes(text) + (parts?.bytes ?? 0)
  const why = room.whyNot(path, bytes)
  if (why !== null) return { shelved, diagnostics: [fileDiagnostic(file, why, HINT)] }
  room.take(path, bytes)
  return { shelved, diagnostics: reading.diagnostics }
}

const unreadable = (file: string, error: unknown): Opened => ({
  shelved: null,
  diagnostics: [fileDiagnostic(file, whyUnreadable(file, error).slice(file.length + 2))],
})

const labelOf = (file: string) => ({ name: nameOf(file), origin: 'file', file }) as const

/** Reads a scenario file, and takes the room that it needs in the place of its last version. One that has none is told of, and not to be used. */
export const openFile = (file: string, room: FileRoom): Opened => {
  try {
    const text = readText(file)
    return takeRoom(
      file,
      lazily(labelOf(file), () => text, room.leftFor(resolve(file))),
      room,
    )
  } catch (error) {
    return unreadable(file, error)
  }
}

/** As `openFile`, but a large one holds nobody up. Never rejects. */
export const openFileAside = async (file: string, room: FileRoom, reader: Reads): Promise<Opened> => {
  try {
    const text = readText(file)
    const label = labelOf(file)
    const mostBytes = room.leftFor(resolve(file))
    const { reading, parts } = await readAside(reader, { name: label.name, file, text, isFile: true, mostBytes })
    return takeRoom(file, alreadyRead(label, { text, parts, reading }), room)
  } catch (error) {
    return unreadable(file, error)
  }
}
