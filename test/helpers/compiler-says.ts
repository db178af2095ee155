import type ts from 'typescript'
import { typescript } from './typescript.ts'

/** Lines, each in a block of its own, with a line before each of them. */
export const blocks = (lines: readonly string[], before = ''): string =>
  lines.map(line => `{\n${before}${line}\n}\n`).join('')

/** What the compiler finds in programs that stand in no file, by the names that they would have, and in what they import. */
export const compilerSays = (files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): readonly string[] => {
  const options: ts.CompilerOptions = {
    module: typescript.ModuleKind.NodeNext,
    target: typescript.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    ...more,
  }
  const host = typescript.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = name => files.has(name) || fileExists(name)
  host.getSourceFile = (name, ...how) => {
    const text = files.get(name)
    return text === undefined
      ? getSourceFile(name, ...how)
      : typescript.createSourceFile(name, text, typescript.ScriptTarget.ES2023)
  }
  const program = typescript.createProgram([...files.keys()], options, host)
  return typescript.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.text.slice(start).split('\n', 1)[0]
    return `${file?.fileName}: ${typescript.flattenDiagnosticMessageText(messageText, '\n')} in ${line?.slice(0, 200)}`
  })
}
