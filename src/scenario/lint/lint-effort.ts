import { expressionSize, lookingCost, MOST_STEPS } from '../../expression-size.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import type { RawExcluded } from '../match/criteria.ts'
import { isExpression } from '../match/pattern.ts'
import { shown } from '../yaml/words.ts'
import { everyMatch } from './every-match.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']

/** What is looked in, for an estimate: a long message, and a body of a few hundred messages. */
const USUAL_LETTERS = 10_000
const USUAL_VALUES = 1000
const STEPS_A_MS = 25_000
const STEPS_A_VALUE = 25

const MOST_MS = Math.round(MOST_STEPS / STEPS_A_MS)

const estimate = (steps: number): string => `about ${Math.round(steps / STEPS_A_MS)} ms`

const lintExpression = (text: unknown, path: Path): readonly PathDiagnostic[] => {
  if (typeof text !== 'string' || !isExpression(text)) return []
  const steps = lookingCost(expressionSize(text), USUAL_LETTERS)
  return steps <= MOST_STEPS
    ? []
    : [
        warning(
          path,
          `to look for ${shown(text)} in a text of 10 KB takes ${estimate(steps)}; what takes more than ${MOST_MS} ms counts as not holding`,
          'Repeat less with {n}, or look for a part of it.',
        ),
      ]
}

/** Each `..` goes through all that is below, and one within another does so for every value. */
const lintPath = (text: string, path: Path): readonly PathDiagnostic[] => {
  const descents = text.split('..').length - 1
  const steps = STEPS_A_VALUE * USUAL_VALUES ** descents
  return steps <= MOST_STEPS
    ? []
    : [
        warning(
          path,
          `to follow ${shown(text)} in a body of ${USUAL_VALUES} values takes ${estimate(steps)}; what takes more than ${MOST_MS} ms counts as not holding`,
          'Write the way to the value, such as $.messages[*].content, in place of the dots.',
        ),
      ]
}

const lintCriteria = (
  { says, body = {}, header = {}, query = {} }: RawExcluded,
  path: Path,
): readonly PathDiagnostic[] => [
  ...lintExpression(says, [...path, 'says']),
  ...Object.entries(header).flatMap(([name, value]) => lintExpression(value, [...path, 'header', name])),
  ...Object.entries(query).flatMap(([name, value]) => lintExpression(value, [...path, 'query', name])),
  ...Object.entries(body).flatMap(([text, value]) => [
    ...lintPath(text, [...path, 'body', text]),
    ...lintExpression(value, [...path, 'body', text]),
  ]),
]

/** Criteria that take much work: with larger bodies they are given up. */
export const lintEffort = (raw: RawScenario): readonly PathDiagnostic[] =>
  everyMatch(raw).flatMap(({ match, path }) => lintCriteria(match, path))
