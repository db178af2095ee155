import { readArguments, switchFlag } from '../flags.ts'
import { catalogue, type StatusFacts } from '../groq/errors.ts'
import { suggest } from '../nearest.ts'
import { UsageError } from '../usage-error.ts'
import { errorsJson, errorsMarkdown, errorsTable } from './errors-table.ts'
import { statusText } from './status-text.ts'

/** The flags of `errors`. */
export const errorsFlags = {
  json: switchFlag('The whole catalogue as JSON', 'off'),
  markdown: switchFlag('The table of statuses that docs/api.md shows', 'off'),
} as const

const factsOf = (word: string): StatusFacts => {
  const found = catalogue.find(({ status }) => String(status) === word)
  if (found) return found
  const statuses = catalogue.map(({ status }) => String(status))
  throw new UsageError(`There is no status ${JSON.stringify(word)} in the catalogue. ${suggest(word, statuses)}`)
}

const printStatus = (
  facts: StatusFacts,
  { json, markdown }: { readonly json?: boolean; readonly markdown?: boolean },
  print: (line: string) => void,
): void => {
  if (markdown)
    throw new UsageError(`--markdown prints the table of all statuses; leave out ${facts.status}, or the flag.`)
  print(json ? JSON.stringify(facts, null, 2) : statusText(facts))
}

/** `groq-mock errors [STATUS]`: the catalogue of statuses and their variants, or all about one. */
export const errors = (args: readonly string[], print: (line: string) => void): number => {
  const { said, words } = readArguments(args, errorsFlags)
  const [word, ...more] = words
  if (more.length > 0) throw new UsageError(`errors takes one status at most; seen ${words.join(' ')}.`)
  if (said.json && said.markdown) throw new UsageError('--json and --markdown exclude each other; use one of them.')
  if (word === undefined) print(said.json ? errorsJson() : said.markdown ? errorsMarkdown() : errorsTable())
  else printStatus(factsOf(word), said, print)
  return 0
}
