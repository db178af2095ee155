import type { Diagnostics } from './diagnostics.ts'
import { openYaml } from './open-yaml.ts'
import { type Gap, withoutUnit } from './without-unit.ts'
import type { Document } from './yaml.ts'

/** How often a file is read anew without a part of it, and how much of it at most, in letters. */
const MOST_ROUNDS = 10
const MOST_LETTERS = 64 * 1024

/** A document, and where it is not what the text says. */
export interface OpenedInParts {
  readonly document: Document
  readonly gaps: readonly Gap[]
}

const isIn = (gaps: readonly Gap[], offset: number): boolean =>
  gaps.some(({ from, to }) => from <= offset && offset < to)

/** Opens a text that has gaps, and tells what is wrong outside of them; else where the first of it is. */
const openWithGaps = (text: string, gaps: readonly Gap[], diagnostics: Diagnostics): Document | number | null => {
  const stops: number[] = []
  const document = openYaml(text, {
    error: (offset, message, hint) => {
      stops.push(offset)
      if (!isIn(gaps, offset)) diagnostics.error(offset, message, hint)
    },
    lineOf: offset => diagnostics.lineOf(offset),
    get failed() {
      return stops.length > 0
    },
  })
  return document ?? stops[0] ?? null
}

/**
 * The YAML of a scenario as far as it can be read: the rules, and the keys of the file, that are not YAML are told and left
 * out. Null, with diagnostics, where that does not help.
 */
export const openInParts = (text: string, diagnostics: Diagnostics): OpenedInParts | null => {
  const gaps: Gap[] = []
  let rest = text
  for (let round = 1; ; round += 1) {
    const opened = openWithGaps(rest, gaps, diagnostics)
    if (opened === null) return null
    if (typeof opened !== 'number') return { document: opened, gaps }
    if (round === MOST_ROUNDS || round * text.length > MOST_LETTERS) return null
    const gapped = isIn(gaps, opened) ? null : withoutUnit(rest, opened)
    if (!gapped) return null
    rest = gapped.text
    gaps.push(gapped.gap)
  }
}
