import { catalogue, type JsonVariant, type PageVariant, type StatusFacts } from '../groq/errors.ts'

type Row = readonly string[]
type Named = readonly [name: string, variant: JsonVariant | PageVariant]

const COLUMNS: Row = ['STATUS', 'TITLE', 'RETRY', 'VARIANT', 'TYPE', 'CODE', 'PROVENANCE']
const NONE = '-'

const defaultFirst = ({ variants, defaultVariant }: StatusFacts): readonly Named[] => {
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
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const variantText = ([name, { provenance }]: Named, facts: StatusFacts): string =>
  `${name === facts.defaultVariant ? `**\`${name}\`**` : `\`${name}\``} (${provenance})`

const markdownRow = (facts: StatusFacts): string => {
  const variants = defaultFirst(facts).map(named => variantText(named, facts))
  const cells = [
    `**${facts.status}** ${facts.title}`,
    facts.description,
    `${facts.retry ? 'yes' : 'no'}`,
    variants.join(', ') || NONE,
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

/** The statuses as one Markdown table, the default variant first and bold. */
export const errorsMarkdown = (): string =>
  ['| Status | Meaning | Retry? | Variants |', '|---|---|---|---|', ...catalogue.map(markdownRow)].join('\n')

/** The whole catalogue as JSON. */
export const errorsJson = (): string => JSON.stringify(catalogue, null, 2)
