import { checkTree } from './check-tree.ts'
import { diagnoseSyntax } from './diagnose-syntax.ts'
import type { Finding } from './diagnostics.ts'
import { type CST, type Document, newComposer, newParser } from './yaml.ts'

const MAX_CHARACTERS = 1024 ** 2
// far more than a scenario needs, and far less than what overflows the stack of the recursive composer (docs/facts/node.md §9)
const MAX_DEPTH = 100

const MORE = 'Split it into several scenarios, or put long texts in files of their own (reply.file).'

// biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is what it is for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/

const partsOf = (token: CST.Token): readonly CST.Token[] => {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!('items' in token)) return []
  return token.items.flatMap(({ key, value }) => [key, value].filter(part => part !== undefined && part !== null))
}

/** Where the nesting goes too deep; undefined for nowhere. Does not call itself. */
const tooDeepAt = (tokens: readonly CST.Token[]): number | undefined => {
  let level = tokens
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) level = level.flatMap(partsOf)
  return level[0]?.offset
}

const checkText = (text: string, diagnostics: Finding): void => {
  if (text.length > MAX_CHARACTERS)
    return diagnostics.error(0, `the file has ${text.length} characters; a scenario may have ${MAX_CHARACTERS}`, MORE)
  const at = text.search(UNPRINTABLE)
  const code = text.charCodeAt(at)
  if (code === 0)
    diagnostics.error(
      at,
      'there is a NUL byte here: this is not text',
      'A scenario is a text file in UTF-8. If this is one in UTF-16, save it as UTF-8.',
    )
  else if (at !== -1)
    diagnostics.error(
      at,
      `the control character U+${code.toString(16).toUpperCase().padStart(4, '0')} is not allowed here`,
      `Take it out, or write it in double quotes as "\\x${code.toString(16).padStart(2, '0')}".`,
    )
}

/**
 * The YAML of a scenario; null, with diagnostics, if the text is not YAML or can't be a scenario. A document with keys that
 * appear twice is there, and told. Never throws.
 */
export const openYaml = (text: string, diagnostics: Finding): Document | null => {
  checkText(text, diagnostics)
  if (diagnostics.failed) return null
  const tokens = [...newParser().parse(text)]
  const deep = tooDeepAt(tokens)
  if (deep !== undefined) {
    diagnostics.error(deep, `nested more than ${MAX_DEPTH} levels deep`, 'A scenario needs about ten.')
    return null
  }
  const options = { prettyErrors: false, version: '1.2', uniqueKeys: false } as const
  const [document, second] = newComposer(options).compose(tokens, true, text.length)
  if (!document) return null
  diagnoseSyntax(document, text, diagnostics)
  if (second && !diagnostics.failed)
    diagnostics.error(
      second.range[0],
      'a second document begins here',
      'One file is one scenario: put it in a file of its own.',
    )
  return !diagnostics.failed && checkTree(document, diagnostics) ? document : null
}
