import type ts from 'typescript'
import { asUsers, hostFor } from './parsed-once.ts'
import { typescript } from './typescript.ts'

/** Lines, each in a block of its own, with a line before each of them. */
export const blocks = (lines: readonly string[], before = ''): string =>
  lines.map(line => `{\n${before}${line}\n}\n`).join('')

export const messageOf = ({ messageText }: ts.Diagnostic): string =>
  typescript.flattenDiagnosticMessageText(messageText, '\n')

/** What the compiler finds in programs that stand in no file, by the names that they would have, and in declarations of ours that they import. */
export const compilerSays = (files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): readonly string[] => {
  const options = { ...asUsers, ...more }
  const host = hostFor(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = name => files.has(name) || fileExists(name)
  host.getSourceFile = (name, ...how) => {
    const text = files.get(name)
    return text === undefined
      ? getSourceFile(name, ...how)
      : typescript.createSourceFile(name, text, typescript.ScriptTarget.ES2023)
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
