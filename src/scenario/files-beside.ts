import type { Place } from '../outcomes/outcome-form.ts'
import { type FileBeside, Parts } from './parts.ts'

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
