import { readArguments } from '../flags.ts'
import { type Diagnostic, formatDiagnostic } from '../scenario/diagnostic.ts'
import { nameOf, placeBeside, readFault, readText } from '../scenario/files.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import { UsageError } from '../usage-error.ts'

const diagnosticsOf = (file: string): readonly Diagnostic[] => {
  let text: string
  try {
    text = readText(file)
  } catch (error) {
    throw new UsageError(`This file can't be checked: ${readFault(file, error)}.`)
  }
  return readScenario({ name: nameOf(file), file, text, place: placeBeside(file) }).diagnostics
}

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`

/** `groq-mock check FILES…`: everything that is wrong with them. Exit code 0 clean, 1 a file has an error, 2 the command is wrong. */
export const check = (args: readonly string[], print: (line: string) => void): number => {
  const { words } = readArguments(args, {})
  if (words.length === 0) throw new UsageError('check needs the files to check: groq-mock check scenarios/*.yaml.')
  const found = words.flatMap(diagnosticsOf)
  for (const diagnostic of found) print(formatDiagnostic(diagnostic))
  const failed = found.filter(({ severity }) => severity === 'error').length
  print(`${count(words.length, 'file')}: ${count(failed, 'error')}, ${count(found.length - failed, 'warning')}`)
  return failed > 0 ? 1 : 0
}
