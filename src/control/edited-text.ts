import { readText } from '../scenario/files.ts'
import type { Reads } from '../scenario/reader.ts'
import type { Reload } from '../scenario/reload.ts'

const textIn = (file: string): string | null => {
  try {
    return readText(file)
  } catch {
    // it is gone, or can't be read: then there is nothing to show beside what was said of it
    return null
  }
}

/**
 * The text of an edit that was not taken, as it stands in its file, without secrets: its diagnostics are about these lines. Null
 * where the last edit was taken, or was not one of a file.
 */
export const editedText = async ({ ok, file, deleted }: Reload, reader: Reads): Promise<string | null> => {
  if (ok || file === null || deleted !== null) return null
  const text = textIn(file)
  if (text === null) return null
  const shown = await reader.read({ kind: 'shown', text })
  return 'failure' in shown ? null : shown.result
}
