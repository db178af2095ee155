import { distance } from 'fastest-levenshtein'
import { models, retiredModels } from '../../groq/models.ts'
import { nearest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { globPattern, isExpression } from '../match/pattern.ts'
import { everyMatch } from './every-match.ts'
import { listOf, warning } from './lint-warning.ts'

const groqs: readonly string[] = [...models, ...retiredModels].map(({ id }) => id)
const isGlob = (text: string): boolean => text.includes('*')

/** Far enough from every id to be one of the user's own, near enough to one to be a slip of the hand. */
const slip = (text: string): string | undefined =>
  [0, 1].flatMap(steps => groqs.filter(id => distance(id.toLowerCase(), text.toLowerCase()) === steps))[0]

const globsIn = (texts: unknown, path: PathDiagnostic['path'], what: string): readonly PathDiagnostic[] =>
  Array.isArray(texts)
    ? texts.flatMap((text, i) =>
        isGlob(String(text))
          ? [
              {
                path: [...path, i],
                severity: 'error' as const,
                message: `"${text}" is a glob, and ${path.join('.')} takes whole ${what}`,
                hint: `List the ${what} one by one.`,
              },
            ]
          : [],
      )
    : []

const lintListed = ({ api }: RawScenario): readonly PathDiagnostic[] =>
  (typeof api?.models === 'object' ? api.models : []).flatMap((id, i) => {
    const meant = groqs.includes(id) ? undefined : slip(id)
    return meant === undefined
      ? []
      : [warning(['api', 'models', i], `Groq has no model "${id}"`, `Did you mean "${meant}"?`)]
  })

const hintFor = (text: string, known: readonly string[], meant: string | undefined): string => {
  const near = meant ?? (isGlob(text) ? null : nearest(text, known))
  return near ? `Did you mean "${near}"?` : `There are: ${known.join(', ')}.`
}

/** The warning about a glob or an id that fits no existing model. */
export const lintModelGlob = (
  { api }: RawScenario,
  text: string,
  path: PathDiagnostic['path'],
): readonly PathDiagnostic[] => {
  // told as what it is by lint-patterns
  if (isExpression(text) || text.startsWith('!')) return []
  const own = typeof api?.models === 'object' ? api.models : []
  const known = [...new Set([...own, ...groqs])]
  const closed = api?.models !== undefined && api.models !== 'any'
  const pattern = globPattern(text)
  if (known.some(id => pattern.test(id))) return []
  const meant = slip(text)
  if (!closed && !isGlob(text) && meant === undefined) return []
  return [warning(path, `there is no model "${text}"`, hintFor(text, known, meant))]
}

/** Models in `match` that do not exist. A rule about problems may match exactly those. */
export const lintModels = (raw: RawScenario): readonly PathDiagnostic[] => {
  const { api } = raw
  return [
    ...globsIn(api?.models, ['api', 'models'], 'ids'),
    ...globsIn(api?.keys, ['api', 'keys'], 'keys'),
    ...lintListed(raw),
    ...everyMatch(raw).flatMap(({ match, path }) => {
      if (match.model === undefined || match.problem !== undefined) return []
      const at = [...path, 'model']
      return typeof match.model === 'string'
        ? lintModelGlob(raw, match.model, at)
        : listOf(match.model).flatMap((text, i) => lintModelGlob(raw, text, [...at, i]))
    }),
  ]
}
