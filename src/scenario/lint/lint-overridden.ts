import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseShare } from '../../units.ts'
import type { RawModifiers, RawRule, RawScenario } from '../language/raw-scenario.ts'
import { matchCovers, windowCovers } from './covers.ts'
import { ruleName, warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']

/** What is changed, by a name that is equal where one change takes the place of another, and where it stands. */
const changesOf = ({ delay, headers = {}, stream = {} }: RawModifiers): ReadonlyMap<string, Path> =>
  new Map<string, Path>([
    ...(delay === undefined ? [] : [['delay', ['delay']] as const]),
    ...Object.keys(headers).map(name => [`headers.${name.toLowerCase()}`, ['headers', name]] as const),
    ...Object.keys(stream).map(key => [`stream.${key}`, ['stream', key]] as const),
  ])

/** Whether a rule only changes what others answer. */
const isPassing = ({ error, complete, reply, fault, sequence, oneOf }: RawRule): boolean =>
  [error, complete, reply, fault, sequence, oneOf].every(key => key === undefined)

/** A rule that speaks for whatever it matches: a success leaves refused requests alone, a draw or a sequence may pass. */
const alwaysSpeaks = ({ after, every, share, times, complete, fault, sequence, oneOf }: RawRule): boolean =>
  [after, every, share, times, complete, sequence, oneOf].every(key => key === undefined) && typeof fault !== 'object'

/** The rule by which all that an earlier one changes of this kind is changed again; undefined where none surely is. */
const later = (rules: readonly RawRule[], i: number, change: string): number | undefined => {
  const rule = rules[i] as RawRule
  for (let j = i + 1; j < rules.length; j += 1) {
    const other = rules[j] as RawRule
    const isOver = changesOf(other).has(change) && alwaysSpeaks(other)
    if (isOver && matchCovers(other.match, rule.match) && windowCovers(other, rule)) return j
    // what decides in between keeps the change
    if (!isPassing(other)) return undefined
  }
  return undefined
}

/** The items of which one answers whenever the rule does. */
const itemsOf = ({ sequence, then, oneOf = [] }: RawRule): readonly RawModifiers[] => {
  if (sequence) return then === 'pass' || sequence.some(step => step.oneOf !== undefined) ? [] : sequence
  const shares = oneOf.reduce((sum, { share }) => sum + (parseShare(share) ?? 0), 0)
  return shares < 1 || oneOf.some(option => option.sequence !== undefined) ? [] : oneOf
}

/** Changes that another one, which is nearer, always takes the place of. */
export const lintOverridden = ({ rules = [] }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap((rule, i) => {
    const items = itemsOf(rule).map(changesOf)
    return [...changesOf(rule)].flatMap(([change, path]) => {
      const place = ['rules', i, ...path]
      if (items.length > 0 && items.every(item => item.has(change)))
        return [warning(place, 'this changes nothing: each item below has its own', 'Take it out here, or there.')]
      const over = isPassing(rule) ? later(rules, i, change) : undefined
      return over === undefined
        ? []
        : [
            warning(
              place,
              `this changes nothing: ${ruleName(rules[over] as RawRule, over)} behind it has its own, for all of these requests`,
              'Take it out here, or there; the later rule wins.',
            ),
          ]
    })
  })
