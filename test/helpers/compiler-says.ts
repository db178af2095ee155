import type ts from 'typescript'
import { typescript } from './typescript.ts'

/** Lines, each in a block of its own, with a line before each of them. */
export const blocks = (lines: readonly string[], before = ''): string =>
  lines.map(line => `{\n${before}${line}\n}\n`).join('')

/** How a strict project of a user is compiled. */
export const asUsers: ts.CompilerOptions = {
  module: typescript.ModuleKind.NodeNext,
  target: typescript.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
}

export const messageOf = ({ messageText }: ts.Diagnostic): string =>
  typescript.flattenDiagnosticMessageText(messageText, '\n')

/** What was parsed of the declarations of others, which are the same for each program. */
const parsed = new Map<string, ts.SourceFile | undefined>()

/** What the compiler finds in programs that stand in no file, by the names that they would have, and in declarations of ours that they import. */
export const compilerSays = (files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): readonly string[] => {
  const options = { ...asUsers, ...more }
  const host = typescript.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = name => files.has(name) || fileExists(name)
  host.getSourceFile = (name, ...how) => {
    const text = files.get(name)
    if (text !== undefined) return typescript.createSourceFile(name, text, typescript.ScriptTarget.ES2023)
    if (!name.includes('/node_modules/')) return getSourceFile(name, ...how)
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...how))
    return parsed.get(name)
  }
  const program = typescript.createProgram([...files.keys()], options, host)
  // what others declare is theirs to check, and takes longest
  const own = program
    .getSourceFiles()
    .filter(file => files.has(file.fileName) || (file.isDeclarationFile && !file.fileName.includes('/node_modules/')))
  const found = own.flatMap(file => typescript.getPreEmitDiagnostics(program, file))
  return found.map(diagnostic => {
    const { file, start = 0 } = diagnostic
    const line = file?.text.slice(start).split('\n', 1)[0]
    return `${file?.fileName}: ${messageOf(diagnostic)} in ${line?.slice(0, 200)}`
  })
}
