import { readArguments, switchFlag } from '../flags.ts'
import { UsageError } from '../usage-error.ts'
import { errorsJson, errorsMarkdown, errorsTable } from './errors-table.ts'

/** The flags of `errors`. */
export const errorsFlags = {
  json: switchFlag('The whole catalogue as JSON', 'off'),
  markdown: switchFlag('The table of statuses that the README shows', 'off'),
} as const

/** `groq-mock errors`: the catalogue of statuses and their variants. */
export const errors = (args: readonly string[], print: (line: string) => void): number => {
  const { said, words } = readArguments(args, errorsFlags)
  if (words.length > 0) throw new UsageError(`errors takes flags only; seen ${JSON.stringify(words[0])}.`)
  if (said.json && said.markdown) throw new UsageError('--json and --markdown exclude each other; use one of them.')
  print(said.json ? errorsJson() : said.markdown ? errorsMarkdown() : errorsTable())
  return 0
}
