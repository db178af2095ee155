import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { parseComparison } from '../match/comparison.ts'
import { isExpression } from '../match/pattern.ts'
import { shown } from '../yaml/words.ts'
import { everyMatch, type PlacedMatch } from './every-match.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']
type Placed = readonly (readonly [text: unknown, path: Path])[]

/** One text or a list of them, each with its place. */
const placed = (raw: unknown, path: Path): Placed =>
  Array.isArray(raw) ? raw.map((text, i) => [text, [...path, i]] as const) : raw === undefined ? [] : [[raw, path]]

const noExpression = (takes: string, texts: Placed): readonly PathDiagnostic[] =>
  texts.flatMap(([text, path]) =>
    typeof text === 'string' && isExpression(text)
      ? [
          {
            path,
            severity: 'error' as const,
            message: `${shown(text)} is a regular expression, and ${takes}`,
            hint: takes.endsWith('globs')
              ? 'Write the text with * for any part of it; a list takes several.'
              : 'List them one by one.',
          },
        ]
      : [],
  )

const COMPARISON = /^\s*(?:[<>]=?|[!=]=)\s*-?\d/

const noComparison = (texts: Placed, hint: string, isOne = (_text: string): boolean => false) =>
  texts.flatMap(([text, path]) =>
    typeof text === 'string' && COMPARISON.test(text) && !isOne(text)
      ? [warning(path, `${shown(text)} is plain text here, and compares nothing`, hint)]
      : [],
  )

const noNegation = (texts: Placed): readonly PathDiagnostic[] =>
  texts.flatMap(([text, path]) =>
    typeof text === 'string' && /^!./.test(text)
      ? [
          warning(
            path,
            `${shown(text)} begins with an exclamation mark, which excludes nothing`,
            'Put what is to be left out under not: { model: "openai/*" }.',
          ),
        ]
      : [],
  )

const lintSays = (says: string | undefined, path: Path): readonly PathDiagnostic[] =>
  says !== undefined && !isExpression(says) && /^\*.|.\*$/s.test(says)
    ? [
        warning(
          path,
          `"says" takes text or a /regex/: the asterisk in ${shown(says)} is looked for as it is`,
          'Take it out: the text may stand anywhere in the message.',
        ),
      ]
    : []

const values = (raw: Readonly<Record<string, unknown>> | undefined, path: Path): Placed =>
  Object.entries(raw ?? {}).map(([key, value]) => [value, [...path, key]] as const)

const lintCriteria = ({ match, path }: PlacedMatch): readonly PathDiagnostic[] => {
  const globs = (['model', 'tier', 'key'] as const).flatMap(key => placed(match[key], [...path, key]))
  return [
    ...noExpression('this criterion takes globs', globs),
    ...noNegation([
      ...globs,
      ...(['header', 'query', 'body'] as const).flatMap(key => values(match[key], [...path, key])),
    ]),
    ...noComparison(
      [...values(match.header, [...path, 'header']), ...values(match.query, [...path, 'query'])],
      'For the size of the body write match: { bytes: ">1MiB" }; headers and parameters are text, a glob or a /regex/.',
    ),
    ...noComparison(
      values(match.body, [...path, 'body']),
      'A comparison is <, <=, > or >= and a number: ">1000". What is equal is written as it is: 1000.',
      text => parseComparison(text) !== null,
    ),
    ...lintSays(match.says, [...path, 'says']),
  ]
}

/** Texts in a notation that their place does not have: they would be compared letter by letter. */
export const lintPatterns = (raw: RawScenario, api = raw.api ?? {}): readonly PathDiagnostic[] => [
  ...noExpression('api.models takes whole ids', placed(api.models, ['api', 'models'])),
  ...noExpression('api.keys takes whole keys', placed(api.keys, ['api', 'keys'])),
  ...noExpression(
    'organizations take whole keys',
    Object.entries(api.organizations ?? {}).flatMap(([name, keys]) => placed(keys, ['api', 'organizations', name])),
  ),
  ...noExpression(
    'limits take globs',
    (api.limits ?? []).flatMap(({ model }, i) => placed(model, ['api', 'limits', i, 'model'])),
  ),
  ...everyMatch(raw).flatMap(lintCriteria),
]
