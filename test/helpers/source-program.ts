import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type ts from 'typescript'
import { hostFor } from './parsed-once.ts'
import { typescript } from './typescript.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const made = (): ts.Program => {
  const read = (name: string): string => readFileSync(name, 'utf8')
  const { config } = typescript.readConfigFile(join(root, 'tsconfig.build.json'), read)
  const { fileNames, options } = typescript.parseJsonConfigFileContent(config, typescript.sys, root)
  const host = hostFor({ ...options, noEmit: true })
  return typescript.createProgram(fileNames, { ...options, noEmit: true }, host)
}

let program: ts.Program | null = null

/** All of `src/` as the compiler sees it; it takes seconds, so it is made once in a process. */
export const sourceProgram = (): ts.Program => {
  program ??= made()
  return program
}
