import type { FormatName } from './formats.ts'

const DURATION = String.raw`(?=\d)(?:\d+h)?(?:\d+m(?!s))?(?:\d+(?:\.\d+)?s)?(?:\d+(?:\.\d+)?ms)?`
const SIZE = String.raw`\d+(?:\.\d+)? ?(?:B|bytes?|KB|MB|GB|KiB|MiB|GiB)?`
const COUNT = '0*[1-9][0-9]*'
const SHARE = String.raw`0*(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?) ?%`
const CHUNKS = `${COUNT} chunks?`

const anyCase = (word: string): string => word.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)

/**
 * Our formats as regular expressions of JSON Schema, for editors. What a text is refused for that has no place here (an
 * end before its beginning, an expression that does not compile) only `check` tells; nothing that it takes is refused.
 */
export const formatPatterns: { readonly [Name in FormatName]: string | null } = {
  duration: `^${DURATION}$`,
  'duration-range': String.raw`^\s*${DURATION}\s*\.\.\s*${DURATION}\s*$`,
  'byte-bound': String.raw`^[<>]\s*${SIZE}\s*$`,
  'json-path': String.raw`^\s*\$`,
  size: `^${SIZE}$`,
  share: `^${SHARE}$`,
  count: String.raw`^(?=.*[1-9])\d+(?:\.\d+)? ?[KM]?$`,
  'count-range': String.raw`^${COUNT}(?:\.\.${COUNT})?$`,
  'turn-range': String.raw`^\d+(?:\.\.\d+)?$`,
  chunks: `^${CHUNKS}$`,
  amount: `^(?:${CHUNKS}|${SHARE}|(?=.*[a-zA-Z]$)${SIZE})$`,
  pace: String.raw`^(?=.*[1-9])(?:\d+(?:\.\d+)? ?tokens?/s|${DURATION})$`,
  per: "^(?:key|model|header [!#$%&'*+.^_`|~0-9A-Za-z-]+)$",
  pattern: null,
  'expression-or-text': null,
  template: String.raw`^(?:(?!\{\{)[\s\S]|\{\{\s*(?:model|says|attempt|session|body\s+\$(?:(?!\}\})[\s\S])*)\s*\}\})*$`,
  line: String.raw`^[^\r\n]*$`,
  name: '^[A-Za-z0-9._ -]{1,100}$',
  'header-name': `^(?!(?:${anyCase('content-length')}|${anyCase('transfer-encoding')})$)[!#$%&'*+.^_\`|~0-9A-Za-z-]+$`,
  'asked-header-name': "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
  'header-value': String.raw`^[\t\x20-\x7e\x80-\xff]*$`,
}
