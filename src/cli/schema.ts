import { readArguments } from '../flags.ts'
import { editorSchema } from '../scenario/language/editor-schema.ts'
import { UsageError } from '../usage-error.ts'

/** `groq-mock schema`: the JSON Schema of scenario files, for editors. */
export const schema = (args: readonly string[], print: (text: string) => void): number => {
  const { words } = readArguments(args, {})
  if (words.length > 0) throw new UsageError(`schema takes no arguments; seen ${JSON.stringify(words[0])}.`)
  print(JSON.stringify(editorSchema(), null, 2))
  return 0
}
