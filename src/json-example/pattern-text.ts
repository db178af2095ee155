import { finds } from './finds.ts'
import { letterOf } from './letters.ts'
import { type Making, type Place, takeSteps } from './making.ts'
import { type PatternPart, readPattern } from './read-pattern.ts'

/** How long a text may be; both bounds belong to it. */
export interface Lengths {
  readonly least: number
  readonly most: number
}

const LONGEST_PATTERN = 1000
const LONGEST_TEXT = 1000
/** How often another text is made where one does not fit. */
const MOST_TRIES = 4
/** Parts that may be written for one text, the empty ones too. */
const MOST_PARTS = 5000
/** Steps for a letter that is read, and for a part that is written. */
const READING = 10
const WRITING = 40

interface Writing {
  readonly luck: (what: number) => number
  /** How often something may be repeated beyond what it must. */
  spare: number
  parts: number
  readonly groups: Map<number, string>
}

const repeated = ({ of, least, most }: PatternPart & { readonly kind: 'many' }, writing: Writing): string => {
  const extra = Math.min(most - least, writing.spare)
  writing.spare -= extra
  let text = ''
  for (let i = 0; i < least + extra && text.length < LONGEST_TEXT && writing.parts < MOST_PARTS; i += 1) {
    text += write(of, writing)
  }
  return text
}

const grouped = ({ of, number }: PatternPart & { readonly kind: 'group' }, writing: Writing): string => {
  const text = write(of, writing)
  writing.groups.set(number, text)
  return text
}

function write(part: PatternPart, writing: Writing): string {
  writing.parts += 1
  if (writing.parts > MOST_PARTS) return ''
  switch (part.kind) {
    case 'letter':
      return letterOf(part.ranges, writing.luck(writing.parts))
    case 'row':
      return part.parts.map(one => write(one, writing)).join('')
    case 'either': {
      const branch = part.branches[Math.floor(writing.luck(writing.parts) * part.branches.length)]
      return branch ? write(branch, writing) : ''
    }
    case 'many':
      return repeated(part, writing)
    case 'group':
      return grouped(part, writing)
    case 'again':
      return writing.groups.get(part.number) ?? ''
  }
}

/** How many repetitions to spare to come to so many letters: as many as are missing, or fewer of longer ones. */
const spares = (missing: number): readonly number[] =>
  missing <= 0 ? [2, 1, 0] : [1, 2, 3, 4, 5, 6, 8, 12, 16].map(letters => Math.ceil(missing / letters))

const padded = (text: string, { least }: Lengths): readonly string[] => {
  const missing = least - [...text].length
  return missing > 0 ? [text, text + 'x'.repeat(missing), 'x'.repeat(missing) + text] : [text]
}

/** A text in which the pattern finds something, as long as it has to be; null where none was found in a few tries. */
export const patternText = (source: string, lengths: Lengths, making: Making, place: Place): string | null => {
  if (source.length > LONGEST_PATTERN || !takeSteps(making, READING * source.length)) return null
  const pattern = readPattern(source)
  if (pattern === null) return null
  const isLong = (text: string): boolean => {
    const length = [...text].length
    return length >= lengths.least && length <= lengths.most
  }
  for (let turn = making.turn; turn < making.turn + MOST_TRIES; turn += 1) {
    const luck = (what: number): number => making.luck(`pattern ${place.path} ${turn} ${what}`)
    const written = (spare: number): string => {
      const writing = { luck, spare, parts: 0, groups: new Map() }
      const text = write(pattern, writing)
      return takeSteps(making, WRITING * writing.parts) ? text : ''
    }
    const missing = lengths.least - [...written(0)].length
    for (const spare of spares(missing)) {
      if (making.budget.isSpent) return null
      const found = padded(written(spare), lengths).find(text => isLong(text) && finds(source, text, making) !== false)
      if (found !== undefined) return found
    }
  }
  return null
}
