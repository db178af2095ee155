import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageFile } from '../package-file.ts'

/** A file of the console, as it is sent. */
export interface ConsoleFile {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
}

/** What the build puts into dist/console beside the page itself. */
export const consoleFiles = [
  ['console.js', 'text/javascript; charset=utf-8'],
  ['console.css', 'text/css; charset=utf-8'],
] as const

/** Reads a file of the console once, when it is first asked for. */
export const consoleFile = (name: string, type: string): (() => ConsoleFile) => {
  let known: ConsoleFile | null = null
  return () => {
    if (known) return known
    const bytes = readFileSync(join(dirname(packageFile), 'dist/console', name))
    known = { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
    return known
  }
}
