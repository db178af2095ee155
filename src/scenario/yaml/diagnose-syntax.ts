import type { Finding } from './diagnostics.ts'
import { shown } from './words.ts'
import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from './yaml.ts'

interface Told {
  readonly message: string
  readonly hint: string
  /** Where it began, if that helps more than where it was noticed. */
  readonly at?: number
}

interface Noticed {
  readonly document: Document
  readonly text: string
  readonly at: number
  /** Behind what was noticed. */
  readonly end: number
  /** The library's. Looked into only where it has one code for several mistakes. */
  readonly message: string
}

const quotesFor = (signs: string): string =>
  `Text that begins with one of ${signs} % @ \` > | { [ " ', or contains ": " or " #", needs quotes.`

const QUOTES = quotesFor('* &')
const INSIDE = 'Inside { } and [ ], text that contains one of , [ ] { } or ": " needs quotes.'

/** Where the innermost node of a kind begins that reaches as far as an offset. */
const beginOf = (document: Document, at: number, fits: (node: Node) => boolean): number | undefined => {
  let found: number | undefined
  visit(document, {
    Node: (_key, node) => {
      const [from = 0, to = 0, end = 0] = node.range ?? []
      if (from <= at && Math.max(to, end) >= at && fits(node)) found = Math.max(found ?? 0, from)
    },
  })
  return found
}

// what double quotes take for the beginning of an escape, as far as it goes
const ESCAPE = /^\\(?:x[^"\n]{0,2}|u[^"\n]{0,4}|U[^"\n]{0,8}|.)/u

const isQuoted = (node: Node): boolean => isScalar(node) && /^QUOTE/.test(node.type ?? '')
const isFlow = (node: Node): boolean => isCollection(node) && node.flow === true

const unclosed = (what: string, hint: string, at: number | undefined): Told => ({
  message: `${what} is opened here and never closed`,
  hint,
  ...(at === undefined ? {} : { at }),
})

const startsBadly = (text: string, at: number): Told => {
  const [written = ''] = /^[^\s,}\]]*/.exec(text.slice(at, at + 60)) ?? []
  return { message: `text can't begin with ${text.charAt(at)}`, hint: `Put it in quotes: ${JSON.stringify(written)}.` }
}

const missing = ({ document, text, at, message }: Noticed): Told => {
  if (message.includes('quote'))
    return unclosed('a quote', 'Close it with the same kind of quote.', beginOf(document, at, isQuoted))
  if (message.includes('without -'))
    return {
      message: 'this line belongs neither to the list above it nor to an item of it',
      hint: 'Keys of one item begin in the same column.',
      at: at + (/^ */.exec(text.slice(at))?.[0].length ?? 0),
    }
  return message.includes('flow')
    ? { message: `a comma is missing before this, or text around it needs quotes`, hint: INSIDE }
    : { message: lower(message), hint: text.includes('{') ? INSIDE : QUOTES }
}

const indented = ({ document, text, at, message }: Noticed): Told => {
  if (message.includes('same column'))
    return {
      message: 'this key does not begin in the same column as the keys before it',
      hint: 'Keys of one mapping begin in the same column.',
    }
  const begin = beginOf(document, at, isFlow)
  const opened = text.charAt(begin ?? -1)
  return opened === ''
    ? { message: lower(message), hint: 'Indent it more than the key that it belongs to.' }
    : unclosed(opened, `Close it with ${opened === '{' ? '}' : ']'}. ${INSIDE}`, begin)
}

const lower = (message: string): string => `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`

const told: Readonly<Record<string, (noticed: Noticed) => Told>> = {
  TAB_AS_INDENT: () => ({ message: 'this line is indented with a tab', hint: 'Indent with spaces.' }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    message: 'there is a second ": " in one value',
    hint: 'Put text that contains ": " in quotes; begin the keys of one mapping in the same column.',
  }),
  MULTILINE_IMPLICIT_KEY: () => ({
    message: 'this is not a key with a value',
    hint: 'Write `key: value`, with a colon and a space between them.',
  }),
  BAD_SCALAR_START: ({ text, at }) => startsBadly(text, at),
  BAD_ALIAS: () => ({ message: 'a * alone is not a value', hint: 'Put it in quotes: "*".' }),
  BAD_DQ_ESCAPE: ({ text, at }) => ({
    message: `${ESCAPE.exec(text.slice(at))?.[0] ?? '\\'} is not an escape sequence of text in double quotes`,
    hint: 'In single quotes a backslash is just a backslash.',
  }),
  MISSING_CHAR: missing,
  BAD_INDENT: indented,
  TAG_RESOLVE_FAILED: ({ text, at, end }) => ({
    message: `the tag ${shown(text.slice(at, end)).slice(1, -1)} is not part of the scenario language`,
    hint: `Leave the tag out. ${quotesFor('* & !')}`,
  }),
  UNEXPECTED_TOKEN: ({ text, at, message }) => {
    if (message.startsWith('Block scalar header')) return startsBadly(text, text.lastIndexOf('>', at + 1))
    const quote = /['"]/.test(text.charAt(at - 1))
    return {
      message: quote ? 'the quotes end before this, but the text goes on' : 'this comes after the end of a value',
      hint: quote
        ? "Inside single quotes, write a quote twice: 'It''s'. Or put double quotes around the text."
        : INSIDE,
    }
  },
}

/** The first error of syntax, in words; those after it mostly follow from it. */
export const diagnoseSyntax = (document: Document, text: string, diagnostics: Finding): void => {
  const [first]: readonly YAMLError[] = [...document.errors, ...document.warnings]
  if (!first) return
  const noticed = { document, text, at: first.pos[0], end: first.pos[1], message: first.message }
  const { message, hint, at } = told[first.code]?.(noticed) ?? { message: lower(first.message), hint: QUOTES }
  diagnostics.error(at ?? first.pos[0], message, hint)
}
