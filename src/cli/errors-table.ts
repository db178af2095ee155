import { aligned } from '../aligned.ts'
import { catalogue, type JsonVariant, type PageVariant, type StatusFacts } from '../groq/errors.ts'

type Row = readonly string[]
type Named = readonly [name: string, variant: JsonVariant | PageVariant]

const COLUMNS: Row = ['STATUS', 'TITLE', 'RETRY', 'VARIANT', 'TYPE', 'CODE', 'PROVENANCE']
const NONE = '-'

/** The variants of a status, the one first that answers where none is named. */
export const defaultFirst = ({ variants, defaultVariant }: StatusFacts): readonly Named[] => {
  const isDefault = ([name]: Named): number => (name === defaultVariant ? 0 : 1)
  return Object.entries(variants).sort((a, b) => isDefault(a) - isDefault(b))
}

const variantCells = ([name, variant]: Named, facts: StatusFacts): Row => [
  name === facts.defaultVariant ? `${name} (default)` : name,
  variant.kind === 'json' ? variant.type : 'HTML page',
  variant.kind === 'json' ? (variant.code ?? NONE) : NONE,
  variant.provenance,
]

const rowsOf = (facts: StatusFacts): readonly Row[] => {
  const status: Row = [String(facts.status), facts.title, facts.retry ? 'yes' : 'no']
  const variants = defaultFirst(facts)
  if (variants.length === 0) return [[...status, NONE, NONE, NONE, NONE]]
  // a status is told once, so that its variants read as a group
  return variants.map((named, index) => [...(index === 0 ? status : ['', '', '']), ...variantCells(named, facts)])
}

/** The catalogue for a terminal: aligned columns, one line a variant. */
export const errorsTable = (): string => {
  const rows = [COLUMNS, ...catalogue.flatMap(rowsOf)]
  return aligned(rows).join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const SHOWN_VARIANTS = 6

const variantText = ([name, { provenance }]: Named, facts: StatusFacts): string =>
  name === facts.defaultVariant ? `**\`${name}\`** (${provenance})` : `\`${name}\``

const variantsText = (facts: StatusFacts): string => {
  const variants = defaultFirst(facts)
  const more = variants.length - SHOWN_VARIANTS
  const shown = variants.slice(0, more > 1 ? SHOWN_VARIANTS : variants.length).map(named => variantText(named, facts))
  return `${shown.join(', ') || NONE}${more > 1 ? ` and ${more} more` : ''}`
}

const DOCUMENTED = { page: '', later: ' (newer docs)', no: ' (not documented)' } as const

const markdownRow = (facts: StatusFacts): string => {
  const status = `**${facts.status}** ${facts.title}${DOCUMENTED[facts.documented]}`
  return `| ${[status, facts.description, facts.retry ? 'yes' : 'no', variantsText(facts)].map(cell).join(' | ')} |`
}

/** The statuses as one Markdown table, the default variant first and bold, with how it is known. */
export const errorsMarkdown = (): string =>
  ['| Status | Meaning | Retry? | Variants |', '|---|---|---|---|', ...catalogue.map(markdownRow)].join('\n')

const referenceRow = ([name, variant]: Named): string => {
  const body =
    variant.kind === 'json'
      ? [`\`${variant.type}\``, variant.code ? `\`${variant.code}\`` : NONE, variant.message]
      : ['HTML page', NONE, variant.title]
  return `| ${[`\`${name}\``, ...body, variant.provenance, variant.source].map(cell).join(' | ')} |`
}

const referenceSection = (facts: StatusFacts): string => {
  const head = `## ${facts.status} ${facts.title}\n\n${facts.description} ${facts.retryAdvice}\n`
  const variants = defaultFirst(facts)
  if (variants.length === 0) return head
  return [
    head,
    '| Variant | Type | Code | Message | Known how | Source |',
    '|---|---|---|---|---|---|',
    ...variants.map(referenceRow),
    '',
  ].join('\n')
}

/** Every variant of every status with its message and source: what `docs/errors.md` holds. */
export const errorsReference = (): string =>
  [
    '# The catalogue of errors',
    '',
    'Printed by `npm run docs` from `src/groq/errors.ts`. The default variant of a status comes first.',
    "Known how: *documented* is the text of Groq's documentation, *observed* was seen on the wire, *inferred* is a guess that fits both.",
    '',
    catalogue.map(referenceSection).join('\n'),
  ].join('\n')

/** The whole catalogue as JSON. */
export const errorsJson = (): string => JSON.stringify(catalogue, null, 2)
