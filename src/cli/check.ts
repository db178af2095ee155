import { statSync } from 'node:fs'
import { readArguments, switchFlag } from '../flags.ts'
import { reasonUnreadable } from '../reason-unreadable.ts'
import type { Diagnostic } from '../scenario/diagnostic.ts'
import {
  diagnoseNames,
  fileDiagnostic,
  nameOf,
  placeBeside,
  readText,
  readTextOnce,
  scenarioFiles,
  whyEmpty,
  whyUnreadable,
} from '../scenario/files.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import { shownLines } from '../scenario/shown-text.ts'
import { UsageError } from '../usage-error.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { framed } from './framed.ts'

/** The flags of `groq-mock check`. */
export const checkFlags = {
  strict: switchFlag('Exit code 1 for warnings too', 'off'),
  json: switchFlag('Print one JSON object: ok, files, diagnostics', 'off'),
} as const

const UNREAD = 2

interface Checked {
  readonly file: string
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  /** Whether it could be read. */
  readonly isRead: boolean
}

const readable = <Value>(path: string, read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`This can't be checked: ${whyUnreadable(path, error)}.`)
  }
}

/** A folder stands for the scenario files in it; one without any is most likely the wrong one. */
const filesOf = (path: string): readonly string[] => {
  if (!readable(path, () => statSync(path).isDirectory())) return [path]
  const files = readable(path, () => scenarioFiles(path))
  const why = whyEmpty(files)
  if (why !== null) throw new UsageError(`There is nothing to check in ${path}: ${why}`)
  return files
}

const checkText = (file: string, text: string): Checked => ({
  file,
  text,
  diagnostics: readScenario({ name: nameOf(file), file, text, place: placeBeside(file) }).diagnostics,
  isRead: true,
})

/** The text of a file. One that the command names may be a pipe. Throws what the file system throws. */
const textOf = (file: string, isNamed: boolean): string => (isNamed ? readTextOnce(file) : readText(file))

const checkOnly = (file: string, isNamed: boolean): Checked =>
  checkText(
    file,
    readable(file, () => textOf(file, isNamed)),
  )

/** One of several: that it can't be read hides nothing of the others. */
const checkOneOf = (file: string, isNamed: boolean): Checked => {
  let text: string
  try {
    text = textOf(file, isNamed)
  } catch (error) {
    return { file, text: '', diagnostics: [fileDiagnostic(file, reasonUnreadable(error))], isRead: false }
  }
  return checkText(file, text)
}

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`

const asText = (names: readonly Diagnostic[], checked: readonly Checked[], failed: number, all: number): string =>
  [
    ...names.map(diagnostic => framed(diagnostic, [])),
    ...checked.flatMap(({ text, diagnostics }) => {
      const lines = diagnostics.length > 0 ? shownLines(text) : []
      return diagnostics.map(diagnostic => framed(diagnostic, lines))
    }),
    `${count(checked.length, 'file')}: ${count(failed, 'error')}, ${count(all - failed, 'warning')}`,
  ].join('\n')

const asJson = (ok: boolean, files: readonly string[], found: readonly Diagnostic[]): string =>
  JSON.stringify(
    {
      ok,
      files: files.map(file => withoutSecrets(file)),
      diagnostics: found.map(({ hint = null, ...rest }) => ({ ...rest, hint })),
    },
    null,
    2,
  )

/**
 * `groq-mock check FILES…`: everything that is wrong with them, or doubtful. Exit code 0 clean, 1 a file has an error (with
 * `--strict`: or a warning), 2 one of several can't be read. Throws `UsageError` where the command is wrong, the only file can't
 * be read or a folder has none.
 */
export const check = (args: readonly string[], print: (text: string) => void): number => {
  const { words, said } = readArguments(args, checkFlags)
  if (words.length === 0) throw new UsageError('check needs files or folders to check: groq-mock check scenarios/.')
  const files = words.flatMap(filesOf)
  const names = diagnoseNames(files)
  const checkNext = files.length === 1 ? checkOnly : checkOneOf
  const checked = files.map(file => checkNext(file, words.includes(file)))
  const found = [...names, ...checked.flatMap(({ diagnostics }) => diagnostics)]
  const failed = found.filter(({ severity }) => severity === 'error').length
  const ok = (said.strict ? found.length : failed) === 0
  print(said.json ? asJson(ok, files, found) : asText(names, checked, failed, found.length))
  if (checked.some(({ isRead }) => !isRead)) return UNREAD
  return ok ? 0 : 1
}
