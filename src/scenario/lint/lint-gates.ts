import { isLoaded, type RawDelay } from '../../outcomes/delay.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseDurationRange, parseShare } from '../../units.ts'
import { outcomeNames } from '../compile-scenario.ts'
import type { RawOption, RawRule, RawScenario, RawStep, RawThen } from '../language/raw-scenario.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']
type Item = RawStep | RawOption | RawRule
type Sequence = { readonly sequence?: readonly RawStep[]; readonly then?: RawThen }

const sequenceIn = (raw: Item): Sequence => raw as Sequence

const doesNothing = (raw: Item): boolean => {
  const items = sequenceIn(raw).sequence ?? ('oneOf' in raw ? raw.oneOf : undefined)
  if (raw.delay !== undefined || raw.headers !== undefined || raw.stream !== undefined) return false
  return items ? items.every(doesNothing) : outcomeNames.every(name => raw[name] === undefined)
}

const lintSteps = (raw: Sequence, path: Path, most: number): readonly PathDiagnostic[] => {
  const { sequence = [], then } = raw
  const starts: number[] = []
  const whole = sequence.reduce((sum, { times = 1 }) => {
    starts.push(sum)
    return sum + times
  }, 0)
  const last = sequence.length - 1
  const late = starts.findIndex(start => start >= most)
  const found: PathDiagnostic[] = []
  if (then === undefined && (sequence[last]?.times ?? 1) > 1)
    found.push(
      warning(
        [...path, 'sequence', last, 'times'],
        '"times" on the last step changes nothing: the last step stays forever',
        'To go on after it, write then: pass or then: repeat next to the sequence.',
      ),
    )
  if (then === 'repeat' && sequence.length === 1)
    found.push(warning([...path, 'then'], 'a sequence of one step repeats itself anyway', 'Take "then" out.'))
  if (late !== -1)
    found.push(
      warning(
        [...path, 'sequence', late],
        `this step is never reached: the rule speaks ${most} time${most === 1 ? '' : 's'} at most`,
        'Take "times" out of the rule, or make it larger.',
      ),
    )
  if (late === -1 && then !== undefined && most <= whole)
    found.push(
      warning(
        [...path, 'then'],
        `"then" is never reached: the rule speaks ${most} time${most === 1 ? '' : 's'} at most, and the sequence has ${whole}`,
        'Take "then" out, or let the rule speak more often.',
      ),
    )
  return found
}

const lintOptions = (options: readonly RawOption[], path: Path, most: number): readonly PathDiagnostic[] => {
  if (options.length === 1 && parseShare(options[0]?.share ?? '') === 1)
    return [
      warning(
        path,
        'a oneOf with one option of 100% always gives that option',
        'Write the option itself, without oneOf.',
      ),
    ]
  return options.flatMap((option, i) => [
    ...(parseShare(option.share) === 0
      ? [warning([...path, i, 'share'], 'a share of 0% is never drawn', 'Take the option out, or give it a share.')]
      : []),
    ...(option.sequence ? lintSteps(option, [...path, i], most) : []),
  ])
}

const lintShare = ({ share }: RawRule, path: Path): readonly PathDiagnostic[] => {
  const part = share === undefined ? null : parseShare(share)
  if (part === 0)
    return [warning([...path, 'share'], 'a share of 0% never speaks', 'Give it a share, or take the rule out.')]
  return part === 1 ? [warning([...path, 'share'], 'a share of 100% is every request', 'Take "share" out.')] : []
}

const lintRule = (rule: RawRule, path: Path): readonly PathDiagnostic[] => {
  const most = rule.times ?? Infinity
  const items = rule.sequence ? 'sequence' : 'oneOf'
  return [
    ...lintShare(rule, path),
    ...(rule.every === 1 ? [warning([...path, 'every'], 'every: 1 is every request', 'Take "every" out.')] : []),
    ...(rule.sequence ? lintSteps(rule, path, most) : []),
    ...(rule.oneOf ? lintOptions(rule.oneOf, [...path, 'oneOf'], most) : []),
    ...((rule.sequence ?? rule.oneOf) && doesNothing(rule)
      ? [warning([...path, items], `all of this ${items} passes and changes nothing`, 'Give its items an outcome.')]
      : []),
  ]
}

const isDrawn = (delay: RawDelay | undefined): boolean =>
  isLoaded(delay)
    ? isDrawn(delay.base)
    : typeof delay === 'object' || (delay !== undefined && parseDurationRange(delay) !== null)

/** Whether anything is drawn for a rule, or an item of one. */
export const draws = (raw: Item): boolean => {
  const share = 'share' in raw && raw.share !== undefined ? (parseShare(raw.share) ?? 1) : 1
  const options = 'oneOf' in raw ? (raw.oneOf ?? []) : []
  const steps = sequenceIn(raw).sequence ?? []
  return isDrawn(raw.delay) || isDrawn(raw.stream?.firstToken) || share < 1 || options.length > 0 || steps.some(draws)
}

/** Gates, sequences and options that never speak, or change nothing. */
export const lintGates = ({ rules = [] }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap((rule, i) => lintRule(rule, ['rules', i]))

/** A word about draws where nothing is drawn. */
export const lintDraws = ({ rules = [], api, drawBy }: RawScenario): readonly PathDiagnostic[] =>
  drawBy === 'order' &&
  typeof api?.flexCapacity !== 'string' &&
  !isDrawn(api?.delay) &&
  !isDrawn(api?.stream?.firstToken) &&
  !rules.some(draws)
    ? [warning(['drawBy'], 'nothing is drawn in this file', 'Take "drawBy" out.')]
    : []
