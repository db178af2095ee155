import {
  parseAmount,
  parseByteBound,
  parseChunks,
  parseCount,
  parseCountRange,
  parseDuration,
  parseDurationRange,
  parsePace,
  parseShare,
  parseSize,
} from '../../units.ts'
import { whyNoPath } from '../match/json-path.ts'
import { isExpression, whyNoPattern } from '../match/pattern.ts'
import { parsePer } from '../per.ts'
import { whyNoTemplate } from '../template/parse-template.ts'

/** What a text of this format looks like, and why a text does not fit (null if it fits). */
interface Format {
  readonly expects: string
  readonly whyNot: (text: string) => string | null
}

const parsed = (expects: string, parse: (text: string) => unknown): Format => ({
  expects,
  whyNot: text => (parse(text) === null ? '' : null),
})

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// what Node lets into a header: anything else would fail when the answer is written (docs/facts/node.md §5)
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
const FRAMING = new Set(['content-length', 'transfer-encoding'])

const whyNoToken = (name: string): string | null => (TOKEN.test(name) ? null : 'use letters, digits and hyphens only')

const whyNoHeaderName = (name: string): string | null => {
  const why = whyNoToken(name)
  if (why !== null) return why
  return FRAMING.has(name.toLowerCase()) ? 'the server sets this header itself, from the body it sends' : null
}

/** The formats that `format:` in the scenario's schema names. */
export const formats = {
  duration: parsed('a duration such as 250ms, 2s or 1m30s', parseDuration),
  'duration-range': parsed('two durations, the shorter one first, such as 1s..3s', parseDurationRange),
  'byte-bound': parsed('a bound such as ">1MiB" or "<10KiB"', parseByteBound),
  'json-path': { expects: 'a JSONPath such as $.tools[*].function.name', whyNot: whyNoPath },
  size: parsed('a size such as 25MiB, 4KB or 512B', parseSize),
  share: parsed('a share such as 10% or 0.5%, at most 100%', parseShare),
  count: parsed('a whole number above 0, such as 30, 8K or 1.5M', parseCount),
  'count-range': parsed('a number such as 2, or a range such as 1..3', text => parseCountRange(text)),
  'turn-range': parsed('a number such as 2, or a range such as 0..3', text => parseCountRange(text, 0)),
  chunks: parsed('a number of chunks such as 3 chunks', parseChunks),
  amount: parsed('an amount such as 3 chunks, 200 bytes or 40%', parseAmount),
  pace: parsed('a pace such as 300 tokens/s or 20ms', parsePace),
  per: {
    expects: 'key, model, or a header such as header x-team',
    whyNot: text => (parsePer(text) !== null ? null : /^header\b/.test(text) ? 'say which header' : ''),
  },
  pattern: { expects: 'text, a glob with *, or /regex/', whyNot: whyNoPattern },
  'expression-or-text': {
    expects: 'text, or /regex/',
    whyNot: text => (isExpression(text) ? whyNoPattern(text) : null),
  },
  template: { expects: 'a template such as "You asked {{model}}: {{says}}"', whyNot: whyNoTemplate },
  line: {
    expects: 'one line of text',
    whyNot: text => (/[\r\n]/.test(text) ? 'it has a line break: write several lines' : null),
  },
  name: {
    expects: 'a name of up to 100 letters, digits, spaces, dots, hyphens and underscores',
    whyNot: text => (/^[A-Za-z0-9._ -]{1,100}$/.test(text) ? null : ''),
  },
  'header-name': { expects: 'a header name', whyNot: whyNoHeaderName },
  'asked-header-name': { expects: 'a header name', whyNot: whyNoToken },
  'header-value': {
    expects: 'text',
    whyNot: text => (HEADER_VALUE.test(text) ? null : 'a header is one line of Latin-1 characters'),
  },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats

/** Whether the schema's `format` is one of ours. */
export const isFormat = (name: string | undefined): name is FormatName => name !== undefined && name in formats
