import { aligned } from '../../aligned.ts'
import type { Results } from '../results.ts'
import { seenWords } from './cell-words.ts'

const WIDTH = 76

const shortened = (text: string): string => (text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text)

/** The cases of a run, a line each. */
export const table = ({ cases }: Results): string =>
  aligned([
    ['CASE', 'LEVEL', 'RESULT', 'SEEN'],
    ...cases.map(one => [one.id, one.level, one.result, shortened(seenWords(one))]),
  ]).join('\n')

/** What speaks against the client, or was not judged, a paragraph a case; empty for nothing. */
export const paragraphs = ({ cases }: Results): string =>
  cases
    .filter(({ result, why }) => why.length > 0 && result !== 'INFORMATIONAL')
    .map(({ id, result, title, why }) => `${result} ${id}: ${title}\n    ${why.join('\n    ')}`)
    .join('\n')
