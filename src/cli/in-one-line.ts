import { type Diagnostic, ScenarioError } from '../scenario/diagnostic.ts'
import { shellWord } from '../shell-word.ts'
import { UsageError } from '../usage-error.ts'

const MOST_FILES = 3

const lineOf = (diagnostics: readonly Diagnostic[]): string => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return 'The scenario is invalid.'
  const { file, line, column, message, hint } = first
  const files = [...new Set(errors.map(one => one.file))]
  const names = files.slice(0, MOST_FILES).map(shellWord).join(' ')
  const more = errors.length - 1
  const others =
    more === 0
      ? ''
      : ` ${more} more ${more === 1 ? 'mistake' : 'mistakes'}${files.length > 1 ? `, in ${files.length} files` : ''}: groq-mock check ${names} shows all${files.length > MOST_FILES ? ' of these' : ''}.`
  const end = /[.?!]$/.test(message) ? '' : '.'
  return `${file}:${line}:${column}: error: ${message}${end}${hint ? ` ${hint}` : ''}${others}`.replaceAll(/\s+/g, ' ')
}

/**
 * Does what needs scenarios that load, for commands of which all that is wrong is one line: the first mistake, and how many more
 * there are. Throws `UsageError` in place of `ScenarioError`.
 */
export const inOneLine = <Value>(work: () => Value): Value => {
  try {
    return work()
  } catch (error) {
    throw error instanceof ScenarioError ? new UsageError(lineOf(error.diagnostics)) : error
  }
}
