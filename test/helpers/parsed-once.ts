import type ts from 'typescript'
import { root } from './cli.ts'
import { typescript } from './typescript.ts'

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

/** Comments say nothing of types here, and to read them takes half of the time. */
export const jsDocParsingMode = typescript.JSDocParsingMode.ParseNone

/** What compilers and editors have read of files that do not change: all programs of a process share it. */
export const registry = typescript.createDocumentRegistry(true, root, jsDocParsingMode)

/** What reads files for a program from what was read before: to parse and bind them takes longest. */
export const hostFor = (options: ts.CompilerOptions): ts.CompilerHost => {
  const host = typescript.createCompilerHost(options)
  host.jsDocParsingMode = jsDocParsingMode
  host.getSourceFile = (name, how) => {
    const text = host.readFile(name)
    if (text === undefined) return undefined
    return registry.acquireDocument(name, asUsers, typescript.ScriptSnapshot.fromString(text), '1', undefined, how)
  }
  return host
}
