import { statSync } from 'node:fs'
import { readArguments } from '../flags.ts'
import { type Diagnostic, formatDiagnostic } from '../scenario/diagnostic.ts'
import { nameFaults, nameOf, placeBeside, readFault, readText, scenarioFiles } from '../scenario/files.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import { UsageError } from '../usage-error.ts'

const readable = <Value>(path: string, read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`This can't be checked: ${readFault(path, error)}.`)
  }
}

/** A folder stands for the scenario files in it. */
const filesOf = (path: string): readonly string[] =>
  readable(path, () => (statSync(path).isDirectory() ? scenarioFiles(path) : [path]))

const diagnosticsOf = (file: string): readonly Diagnostic[] =>
  readScenario({ name: nameOf(file), file, text: readable(file, () => readText(file)), place: placeBeside(file) })
    .diagnostics

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`

/** `groq-mock check FILES…`: everything that is wrong with them. Exit code 0 clean, 1 a file has an error, 2 the command is wrong. */
export const check = (args: readonly string[], print: (line: string) => void): number => {
  const { words } = readArguments(args, {})
  if (words.length === 0) throw new UsageError('check needs files or folders to check: groq-mock check scenarios/.')
  const files = words.flatMap(filesOf)
  const found = [...nameFaults(files), ...files.flatMap(diagnosticsOf)]
  for (const diagnostic of found) print(formatDiagnostic(diagnostic))
  const failed = found.filter(({ severity }) => severity === 'error').length
  print(`${count(files.length, 'file')}: ${count(failed, 'error')}, ${count(found.length - failed, 'warning')}`)
  return failed > 0 ? 1 : 0
}
