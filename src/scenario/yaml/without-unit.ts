/** A part of a text that was taken out of it: blanks stand there now, so that everything else keeps its place. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** A text with a gap. */
export interface Gapped {
  readonly text: string
  readonly gap: Gap
}

const KEY = /^[A-Za-z_][\w-]*:(?=\s|$)/
const RULES = /^rules:\s*(?:#.*)?$/
const ITEM = /^( *)-(?:\s|$)/
/** Where another document begins, or one ends. */
const MARKER = /^(?:---|\.\.\.)(?:\s|$)/
/** What a part says may be used by others. */
const ANCHOR = /(?:^|[\s[{,:-])&\w/

const isTop = (line: string): boolean => /^[^\s#-]/.test(line)

/** The lines from the last one up to `at` that begins something, to before the next one. */
const around = (lines: readonly string[], at: number, begins: (line: string) => boolean): readonly [number, number] => {
  const next = lines.findIndex((line, i) => i > at && begins(line))
  return [lines.findLastIndex((line, i) => i <= at && begins(line)), next === -1 ? lines.length : next]
}

/** The lines of the rule, or else of the key of the file, that a line belongs to, and what of the first of them stays. */
const unitAt = (lines: readonly string[], at: number): { first: number; next: number; kept: string } | null => {
  const [top, end] = around(lines, at, isTop)
  const line = lines[top]
  if (line === undefined) return null
  const within = RULES.test(line) ? lines.slice(top + 1, end) : []
  const column = within.map(one => ITEM.exec(one)?.[1]?.length).find(one => one !== undefined)
  if (column !== undefined) {
    const [item, next] = around(within, at - top - 1, one => ITEM.exec(one)?.[1]?.length === column)
    if (item >= 0) return { first: top + 1 + item, next: top + 1 + next, kept: `${' '.repeat(column)}-` }
  }
  const key = KEY.exec(line)?.[0]
  return key === undefined ? null : { first: top, next: end, kept: key }
}

const blank = (line: string): string => ' '.repeat(line.length)

/**
 * The text without the rule, or else the value of the key of the file, that stands at an offset. Null where there is none, or
 * where it names something for the rest. Goes by lines alone, because it is for text that is not YAML.
 */
export const withoutUnit = (text: string, offset: number): Gapped | null => {
  const lines = text.split('\n')
  const at = text.slice(0, offset).split('\n').length - 1
  const unit = MARKER.test(lines[at] ?? '') ? null : unitAt(lines, at)
  if (!unit) return null
  const { first, next, kept } = unit
  const lengthOf = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length + 1, 0)
  const from = lengthOf(lines.slice(0, first))
  const gap = { from, to: from + lengthOf(lines.slice(first, next)) }
  if (ANCHOR.test(text.slice(gap.from, gap.to))) return null
  const blanked = lines.slice(first, next).map((line, i) => (i === 0 ? kept.padEnd(line.length) : blank(line)))
  return { text: [...lines.slice(0, first), ...blanked, ...lines.slice(next)].join('\n'), gap }
}
