import { suggest } from '../nearest.ts'
import { UsageError } from '../usage-error.ts'
import type { Case } from './case.ts'

/** The cases that `--only` names, by family or by id, in the order of the suite; all where it is not said. Throws `UsageError`. */
export const chosenCases = (cases: readonly Case[], only: string | undefined): readonly Case[] => {
  if (only === undefined) return cases
  const named = only
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
  if (named.length === 0) throw new UsageError('--only names no case; write families or ids with commas between them.')
  for (const word of named)
    if (!cases.some(({ id, family }) => id === word || family === word)) {
      const known = [...new Set(cases.map(({ family }) => family)), ...cases.map(({ id }) => id)]
      throw new UsageError(`There is no case or family "${word}". ${suggest(word, known)}`)
    }
  return cases.filter(({ id, family }) => named.includes(id) || named.includes(family))
}
