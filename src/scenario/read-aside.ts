import { inTurns } from '../in-turns.ts'
import { compiling } from './compile-scenario.ts'
import { fileDiagnostic } from './files.ts'
import { Parts } from './parts.ts'
import { nowhere, type ReadScenario, writtenIn } from './read-scenario.ts'
import type { Reads } from './reader.ts'

/** A scenario's text that is read without holding anybody up. */
export interface AsideSource {
  readonly name: string
  /** As messages show it. */
  readonly file: string
  readonly text: string
  /** Whether that is a file, beside which there are others. */
  readonly isFile: boolean
  readonly mostBytes: number
}

/** What came of it, and what it was read from beside its file; null where it is in none. */
export interface ReadAside {
  readonly reading: ReadScenario
  readonly parts: Parts | null
}

const HINT = 'Split it into several scenarios, or put long texts in files of their own (reply.file).'

/** As `readScenario`, but a large text is read by another thread, and compiled a few rules at a time. Never rejects. */
export const readAside = async (reader: Reads, source: AsideSource): Promise<ReadAside> => {
  const { name, file, text, isFile, mostBytes } = source
  const done = await reader.read({ kind: 'scenario', file, text, beside: isFile ? { file, mostBytes } : null })
  if ('failure' in done) {
    const diagnostics = [fileDiagnostic(file, done.failure, HINT)]
    return { reading: { scenario: null, diagnostics, bytes: 0 }, parts: null }
  }
  const { looked, files } = done.result
  const { raw, diagnostics, bytes } = looked
  const parts = isFile ? Parts.of(file, mostBytes, files) : null
  if (raw === null || bytes > mostBytes) return { reading: { scenario: null, diagnostics, bytes }, parts }
  // what was looked through is what is compiled, whatever stands in those files by now
  const contents = new Map(files.map(({ name: of, content }) => [of, content]))
  const place = parts ? { readFile: (of: string) => contents.get(of) ?? parts.readFile(of) } : nowhere
  const scenario = await inTurns(compiling(name, raw, place, writtenIn(file, looked)))
  return { reading: { scenario, diagnostics, bytes }, parts }
}
