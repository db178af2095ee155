import { readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'
import type { Place } from '../outcomes/outcome-form.ts'
import { reasonUnreadable } from '../reason-unreadable.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { Diagnostic } from './diagnostic.ts'
import { readNamed, readRegular } from './read-regular.ts'

const ENDING = /\.ya?ml$/
const MAX_SCENARIO_BYTES = 5 * 1024 ** 2
const MAX_PART_BYTES = 25 * 1024 ** 2

/** The name of the scenario in a file: the file's, without its ending; a hash where that is a secret. */
export const nameOf = (file: string): string => withoutSecrets(basename(file).replace(ENDING, ''))

/** Whether a word on the command line is a file, not the name of a scenario. */
export const looksLikeFile = (word: string): boolean => ENDING.test(word) || word.includes('/') || word.includes(sep)

/** Why a file or folder could not be read, in one line. */
export const whyUnreadable = (path: string, error: unknown): string => `${path}: ${reasonUnreadable(error)}`

/** Whether a file of this name is a scenario. */
export const isScenarioFile = (name: string): boolean => ENDING.test(name) && !name.startsWith('.')

/** The scenario files of a folder, in the order of their names. Throws what the file system throws. */
export const scenarioFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(isScenarioFile)
    .sort()
    .map(name => resolve(folder, name))

/** Why a folder with these scenario files has nothing that can be used; null where it has. */
export const whyEmpty = (files: readonly string[]): string | null =>
  files.length > 0 ? null : 'no file in it ends in .yaml or .yml. Folders inside it are not looked into.'

const decoder = new TextDecoder('utf-8', { fatal: true })

const textOf = (bytes: Buffer): string => {
  try {
    return decoder.decode(bytes)
  } catch {
    const mark = bytes.subarray(0, 2).toString('hex')
    if (mark === 'fffe' || mark === 'feff') throw new Error('its bytes are not UTF-8 text but UTF-16; save it as UTF-8')
    throw new Error('its bytes are not UTF-8 text')
  }
}

/**
 * The text of a scenario file. Throws what the file system throws, or a sentence where it is no file, too large, or its
 * bytes are not UTF-8.
 */
export const readText = (file: string): string => textOf(readRegular(file, MAX_SCENARIO_BYTES))

/** The same of what is named on a command line and read once: a pipe will do too. */
export const readTextOnce = (file: string, mostBytes = MAX_PART_BYTES): string => textOf(readNamed(file, mostBytes))

/** Files beside a scenario's: inside its folder, links resolved, of a bounded size. */
export const placeBeside = (scenarioFile: string): Place => ({
  readFile: name => {
    try {
      const folder = realpathSync(dirname(scenarioFile))
      const file = realpathSync(resolve(folder, name))
      if (!file.startsWith(folder + sep)) return `the file "${name}" is outside the scenario's folder`
      return readRegular(file, MAX_PART_BYTES)
    } catch (error) {
      return whyUnreadable(name, error)
    }
  },
})

/** What scenarios and sessions may be called, so that they can stand in a URL. */
const VALID_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** Whether a scenario or session may be called so. */
export const isValidName = (name: string): boolean => VALID_NAME.test(name)

/** Something that is wrong with a file as a whole. */
export const fileDiagnostic = (file: string, message: string, hint?: string): Diagnostic => ({
  file: withoutSecrets(file),
  line: 1,
  column: 1,
  severity: 'error',
  message,
  ...(hint ? { hint } : {}),
})

/** That another file of its folder has the name of this one. */
export const twinDiagnostic = (file: string): Diagnostic =>
  fileDiagnostic(
    file,
    `two files of this folder are named "${nameOf(file)}"`,
    'Their endings differ, but do not belong to the name: rename one.',
  )

/** Files whose names are not valid for scenarios, and files of one folder that share a name. */
export const diagnoseNames = (files: readonly string[]): readonly Diagnostic[] => {
  const first = new Map<string, string>()
  return files.flatMap(file => {
    const name = nameOf(file)
    const place = resolve(dirname(file), name)
    const twin = first.get(place)
    first.set(place, file)
    if (!isValidName(name))
      return [
        fileDiagnostic(
          file,
          `"${name}" can't be the name of a scenario`,
          'Use up to 100 letters, digits, dots, hyphens and underscores, and no dots alone.',
        ),
      ]
    if (twin !== undefined && twin !== file) return [twinDiagnostic(file)]
    return []
  })
}
