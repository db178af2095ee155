import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Case, Suite } from '../conform/case.ts'
import { type Expected, readExpected } from '../conform/expected.ts'
import { readSuite } from '../conform/read-suite.ts'
import { type Results, readResults } from '../conform/results.ts'
import type { ReadyCase } from '../conform/run-case.ts'
import { suggest } from '../nearest.ts'
import { packageFile } from '../package-file.ts'
import { reasonUnreadable } from '../reason-unreadable.ts'
import type { Library } from '../scenario/library.ts'
import { readNamed } from '../scenario/read-regular.ts'
import { UsageError } from '../usage-error.ts'
import { inOneLine } from './in-one-line.ts'

/** The cases that ship with the package. */
const shippedCases = join(dirname(packageFile), 'conformance', 'cases.json')

const MOST_BYTES = 16 * 1024 ** 2

const textOf = (file: string, what: string): string => {
  try {
    return readNamed(file, MOST_BYTES).toString('utf8')
  } catch (error) {
    throw new UsageError(`The ${what} ${file} can't be read: ${reasonUnreadable(error)}.`)
  }
}

/** The cases of a file, or the shipped ones, which a test has found sound. Throws `UsageError`. */
export const suiteIn = (file?: string): Suite => {
  if (file === undefined) return JSON.parse(textOf(shippedCases, 'file of cases'))
  const { suite, problem } = readSuite(textOf(file, 'file of cases'), file)
  if (suite === null) throw new UsageError(`The cases can't be used: ${problem}`)
  return suite
}

/** A case with its scenario read. Throws `UsageError` where that is none. */
export const readyCase = (spec: Case, library: Library): ReadyCase => ({
  spec,
  scenario: inOneLine(() => library.addInline(`case-${spec.id}`, spec.scenario)),
})

/** The results that a file expects; none where it is to be written for the first time. Throws `UsageError`. */
export const expectedIn = (file: string, { cases }: Suite, isAccepting: boolean): Expected => {
  if (isAccepting && !existsSync(file)) return new Map()
  const expected = readExpected(textOf(file, 'file of expected results'))
  if (expected === null)
    throw new UsageError(
      `${file} is no file of expected results of version 1; --accept writes one where there is none.`,
    )
  const ids = cases.map(({ id }) => id)
  const strays = [...expected.keys()].filter(id => !ids.includes(id))
  if (strays[0] !== undefined && !isAccepting)
    throw new UsageError(
      `${file} expects a result of "${strays[0]}", which is no case of this suite${strays.length > 1 ? `, and ${strays.length - 1} more` : ''}. ${suggest(strays[0], ids)}`,
    )
  return expected
}

/** Writes a file of expected results. Throws `UsageError`. */
export const writeExpected = (file: string, text: string): void => {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The results can't be written to ${file}: ${reasonUnreadable(error)}.`)
  }
}

/** A `results.json`. Throws `UsageError`. */
export const resultsIn = (file: string): Results => {
  const results = readResults(textOf(file, 'file of results'))
  if (results === null) throw new UsageError(`${file} is no results.json of groq-mock conform, version 1.`)
  return results
}
