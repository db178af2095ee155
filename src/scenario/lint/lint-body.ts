import { distance } from 'fastest-levenshtein'
import { listed } from '../../listed.ts'
import { nearest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { parseComparison } from '../match/comparison.ts'
import { textPattern } from '../match/pattern.ts'
import { shown } from '../yaml/words.ts'
import { everyMatch, type PlacedMatch } from './every-match.ts'
import { warning } from './lint-warning.ts'
import { reachableOperations } from './reachable.ts'
import { type BodyShape, bodyShapes, shapesAt } from './request-schemas.ts'

type Wanted = string | number | boolean | null

const PLAIN_PATH = /^\$((?:\.[A-Za-z_]\w*|\[\*\]|\[\d+\])+)$/

const stepsOf = (path: string): readonly string[] | null => {
  const [, steps] = PLAIN_PATH.exec(path) ?? []
  return steps?.match(/\w+(?=[.[]|$)|\[[^\]]*\]/g)?.map(step => (step.startsWith('[') ? '[]' : step)) ?? null
}

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value)

const kindsOf = ({ type, nullable, enum: values }: BodyShape): readonly string[] => {
  const own = type === undefined ? (values ?? []).map(kindOf) : [type === 'integer' ? 'number' : type]
  return nullable ? [...own, 'null'] : own
}

const spoken: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

const hintFor = (wanted: Wanted, kinds: readonly string[]): string => {
  const isNumber = typeof wanted === 'string' && wanted.trim() !== '' && Number.isFinite(Number(wanted))
  const fits =
    (isNumber && kinds.includes('number')) || (/^(?:true|false)$/.test(String(wanted)) && kinds.includes('boolean'))
  if (typeof wanted === 'string' && fits) return `Write ${wanted} without quotes.`
  if (typeof wanted !== 'string' && kinds.includes('string')) return `Put it in quotes: "${String(wanted)}".`
  return kinds.includes('array') || kinds.includes('object')
    ? 'Let the path lead to one value: [*] goes into a list, a name into an object.'
    : 'Write a value of this kind.'
}

const wrongValue = (wanted: Wanted, shapes: readonly BodyShape[], path: PathDiagnostic['path']) => {
  const kinds = [...new Set(shapes.flatMap(kindsOf))]
  // whoever asks for null means that nothing is there
  if (wanted === null) return []
  const isCompared = typeof wanted === 'string' && parseComparison(wanted) !== null
  if (!kinds.includes(isCompared ? 'number' : kindOf(wanted))) {
    const words = kinds.flatMap(kind => spoken[kind] ?? [])
    const message = `${shown(wanted)} is never there: ${path.at(-1)} is ${listed(words)} in every body that the API takes`
    return [warning(path, message, hintFor(wanted, kinds))]
  }
  if (isCompared) return []
  const values = shapes.map(shape => shape.enum ?? (kindsOf(shape).includes(kindOf(wanted)) ? null : []))
  const words = values.every(one => one !== null) ? values.flat().filter(one => typeof one === 'string') : []
  if (typeof wanted !== 'string' || words.length === 0 || words.some(textPattern(wanted).test)) return []
  return [
    warning(path, `the API takes no ${shown(wanted)} for ${path.at(-1)}`, `It takes ${listed(words.map(shown))}.`),
  ]
}

const lintValue = (text: string, wanted: Wanted, whole: readonly BodyShape[], path: PathDiagnostic['path']) => {
  const steps = stepsOf(text)
  const found = steps && shapesAt(whole, steps)
  if (!found) return []
  if (!('unknown' in found)) return wrongValue(wanted, found, path)
  const { unknown, known } = found
  if (unknown === '[]' || known.length === 0)
    return [
      warning(
        path,
        `${text} leads nowhere: ${unknown === '[]' ? 'no list' : 'no object'} is there`,
        hintFor('', ['array']),
      ),
    ]
  const near = nearest(unknown, known)
  // a name of one's own may be meant; one letter or two off hardly ever
  return near !== null && distance(near, unknown) <= 2
    ? [warning(path, `the API knows no "${unknown}" here`, `Did you mean "${near}"?`)]
    : []
}

const lintCriterion = ({ match, path, reach }: PlacedMatch): readonly PathDiagnostic[] => {
  const whole = match.body === undefined ? [] : bodyShapes(reachableOperations(reach))
  if (whole.length === 0 || match.problem !== undefined) return []
  return Object.entries(match.body ?? {}).flatMap(([text, wanted]) =>
    lintValue(text, wanted, whole, [...path, 'body', text]),
  )
}

/** Values that no body has there which the API takes. */
export const lintBody = (raw: RawScenario): readonly PathDiagnostic[] =>
  raw.api?.validation === 'off' ? [] : everyMatch(raw).flatMap(lintCriterion)
