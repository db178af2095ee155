import type { Place } from '../outcomes/outcome-form.ts'
import { Parts } from './parts.ts'

/** A file that a scenario was read from beside its own: its bytes, or why there are none. */
export interface FileBeside {
  readonly name: string
  readonly digest: string
  readonly content: Uint8Array | string
}

/** The place of a scenario file, and what was read there so far: plain data. */
export const filesBeside = (
  scenarioFile: string,
  mostBytes: number,
): { readonly place: Place; readonly files: () => readonly FileBeside[] } => {
  const parts = new Parts(scenarioFile, mostBytes)
  const contents = new Map<string, Uint8Array | string>()
  const readFile = (name: string): Uint8Array | string => {
    const content = parts.readFile(name)
    contents.set(name, content)
    return content
  }
  const files = () => [...contents].map(([name, content]) => ({ name, digest: parts.digestOf(name) ?? '', content }))
  return { place: { readFile }, files }
}
