import { resolve } from 'node:path'
import { textBytes } from '../own-text.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FileRoom } from './file-room.ts'
import { fileDiagnostic, nameOf, readText, whyUnreadable } from './files.ts'
import { lazily, type Shelved } from './shelf.ts'

/** What came of a file. */
export interface Opened {
  /** What it was read as, good or bad; null where it could not be read. */
  readonly shelved: Shelved | null
  readonly diagnostics: readonly Diagnostic[]
}

const HINT = 'Leave out files that are not needed, or give them to a server of their own.'

/** Reads a scenario file, and takes the room that it needs in the place of its last version. One that has none is told of, and not to be used. */
export const openFile = (file: string, room: FileRoom): Opened => {
  const path = resolve(file)
  try {
    const text = readText(file)
    const shelved = lazily({ name: nameOf(file), origin: 'file', file }, () => text, room.leftFor(path))
    const { reading, parts } = shelved
    if (reading.bytes === 0) return { shelved, diagnostics: reading.diagnostics }
    const bytes = reading.bytes + textBytes(text) + (parts?.bytes ?? 0)
    const why = room.whyNot(path, bytes)
    if (why !== null) return { shelved, diagnostics: [fileDiagnostic(file, why, HINT)] }
    room.take(path, bytes)
    return { shelved, diagnostics: reading.diagnostics }
  } catch (error) {
    return { shelved: null, diagnostics: [fileDiagnostic(file, whyUnreadable(file, error).slice(file.length + 2))] }
  }
}
