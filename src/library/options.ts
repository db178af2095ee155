import { inspect } from 'node:util'
import { nearest } from '../nearest.ts'
import { printable } from '../printable.ts'
import { UsageError } from '../usage-error.ts'

/** What may stand in an option. */
export interface OptionKind {
  readonly expects: string
  readonly fits: (value: unknown) => boolean
}

/** The options of a function, by name. */
export type OptionTable = Readonly<Record<string, OptionKind>>

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text: OptionKind = {
  expects: 'a text that is not empty',
  fits: value => typeof value === 'string' && value !== '',
}

export const yesOrNo: OptionKind = { expects: 'true or false', fits: value => typeof value === 'boolean' }

export const objectOf = (expects: string): OptionKind => ({ expects, fits: isObject })

export const wholeNumber = (least: number, most: number): OptionKind => ({
  expects: `a whole number from ${least} to ${most}`,
  fits: value => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
})

export const factor = (most: number): OptionKind => ({
  expects: `a number above 0, at most ${most}`,
  fits: value => typeof value === 'number' && value > 0 && value <= most,
})

export const textOrTexts: OptionKind = {
  expects: 'a text, or a list of texts',
  fits: value => text.fits(value) || (Array.isArray(value) && value.every(text.fits)),
}

export const scenarioOption: OptionKind = {
  expects: 'the name of a scenario, the path of a file, or a scenario as an object',
  // what is wrong with a list is told with its place
  fits: value => text.fits(value) || (typeof value === 'object' && value !== null),
}

const MOST_SHOWN = 60

/** A value as messages show it. */
const shown = (value: unknown): string => {
  const written = printable(inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY }))
  return written.length > MOST_SHOWN ? `${written.slice(0, MOST_SHOWN - 1)}…` : written
}

const kindOf = (value: unknown): string => {
  if (typeof value === 'string') return `the text ${shown(value)}`
  return Array.isArray(value) ? 'a list' : shown(value)
}

const unknown = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known)
  return near === null ? `possible: ${known.join(', ')}` : `did you mean "${near}"?`
}

/** Looks at what a function was given. Throws `UsageError` with what it takes, `example` of it, and what was seen. */
export const checkOptions = (where: string, options: unknown, table: OptionTable, example: string): void => {
  if (!isObject(options)) throw new UsageError(`${where} takes an object, such as ${example}; seen ${kindOf(options)}.`)
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined
    if (!kind)
      throw new UsageError(`${where}: unknown option ${JSON.stringify(name)}; ${unknown(name, Object.keys(table))}`)
    if (value !== undefined && !kind.fits(value))
      throw new UsageError(`${where}: ${name} is ${shown(value)}; expected ${kind.expects}.`)
  }
}
