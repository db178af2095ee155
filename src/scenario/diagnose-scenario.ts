import { diagnoseDelay } from '../outcomes/delay.ts'
import type { Place } from '../outcomes/outcome-form.ts'
import type { RawReply } from '../outcomes/reply.ts'
import { diagnoseHeaders } from '../outcomes/said-headers.ts'
import { diagnoseStream } from '../outcomes/stream/index.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { parseShare } from '../units.ts'
import { kinds, outcomeNames } from './compile-scenario.ts'
import { diagnoseExpect } from './diagnose-expect.ts'
import { diagnoseLimits } from './diagnose-limits.ts'
import type { RawModifiers, RawOption, RawRule, RawScenario, RawSingle, RawStep } from './language/raw-scenario.ts'
import { type CriterionKey, criteria, type RawMatch } from './match/criteria.ts'
import { asWritten } from './template/templated.ts'

type Path = PathDiagnostic['path']

const error = (path: Path, message: string, hint?: string): PathDiagnostic => ({
  path,
  severity: 'error',
  message,
  ...(hint ? { hint } : {}),
})

const diagnoseOutcome = (raw: RawSingle, path: Path, place: Place): PathDiagnostic[] => [
  ...outcomeNames
    .filter(name => raw[name] !== undefined)
    .flatMap(name => below(kinds[name].diagnose(asWritten(name, raw[name]), place), [...path, name])),
  ...diagnoseBreak(raw, path),
]

const BODILESS = new Set<unknown>([204, 304])

/** Beside another outcome stands what can break it. */
const diagnoseBreak = (raw: RawSingle & { sequence?: unknown; oneOf?: unknown }, path: Path): PathDiagnostic[] => {
  if (raw.fault === undefined) return []
  const others = [...outcomeNames, 'sequence', 'oneOf', 'pass'] as const
  const other = others.find(name => name !== 'fault' && raw[name] !== undefined)
  if (other === undefined) return []
  if (typeof raw.fault !== 'object' || other === 'sequence' || other === 'oneOf' || other === 'pass')
    return [
      error(
        [...path, 'fault'],
        `"${other}" and "fault" are two outcomes here`,
        'Keep one. Only cut, trickle and short break an answer that stands beside them: error, complete or reply.',
      ),
    ]
  return BODILESS.has((raw.reply as RawReply | undefined)?.status)
    ? [error([...path, 'fault'], 'there is no body that could break', 'Take the fault out, or use another status.')]
    : []
}

const diagnoseSteps = (steps: readonly RawStep[], path: Path, place: Place): PathDiagnostic[] =>
  steps.flatMap((step, i) => [
    ...diagnoseOutcome(step, [...path, i], place),
    ...diagnoseModifiers(step, [...path, i]),
    ...(step.oneOf ? diagnoseOptions(step.oneOf, [...path, i, 'oneOf'], place) : []),
  ])

const diagnoseOptions = (options: readonly RawOption[], path: Path, place: Place): PathDiagnostic[] => {
  const sum = options.reduce((all, option) => all + (parseShare(option.share) ?? 0), 0)
  // a ten-thousandth of a percent too much comes from floating point, not from the author
  const over =
    sum > 1.000001
      ? [
          error(
            path,
            `the shares add up to ${Number((sum * 100).toFixed(4))}%`,
            'They may add up to 100% at most; the rest goes on to the next rule.',
          ),
        ]
      : []
  return [
    ...over,
    ...options.flatMap((option, i) => [
      ...diagnoseOutcome(option, [...path, i], place),
      ...diagnoseModifiers(option, [...path, i]),
      ...diagnoseThen(option, [...path, i]),
      ...(option.sequence ? diagnoseSteps(option.sequence, [...path, i, 'sequence'], place) : []),
    ]),
  ]
}

const diagnoseMatch = (match: RawMatch, path: Path): PathDiagnostic[] =>
  Object.entries(match).flatMap(([key, raw]) => {
    if (key === 'not') return diagnoseMatch(raw as RawMatch, [...path, key])
    const found = (
      criteria[key as CriterionKey] as { diagnose?: (value: unknown) => { message: string; hint: string } | null }
    ).diagnose?.(raw)
    return found ? [error([...path, key], found.message, found.hint)] : []
  })

const diagnoseThen = (raw: { readonly then?: unknown; readonly sequence?: unknown }, path: Path): PathDiagnostic[] =>
  raw.then !== undefined && raw.sequence === undefined
    ? [
        error(
          [...path, 'then'],
          '"then" needs a sequence',
          'It says what a sequence does after its last step: add a sequence, or take "then" out.',
        ),
      ]
    : []

const below = (found: readonly PathDiagnostic[], path: Path): PathDiagnostic[] =>
  found.map(one => ({ ...one, path: [...path, ...one.path] }))

const diagnoseModifiers = ({ delay, stream, headers }: RawModifiers, path: Path): PathDiagnostic[] => [
  ...below(diagnoseHeaders(headers), [...path, 'headers']),
  ...(delay === undefined ? [] : below(diagnoseDelay(delay), [...path, 'delay'])),
  ...(stream === undefined ? [] : below(diagnoseStream(stream), [...path, 'stream'])),
]

const DOING = [...outcomeNames, 'sequence', 'oneOf', 'delay', 'headers', 'stream'] as const

const diagnoseIdle = (rule: RawRule, path: Path): PathDiagnostic[] =>
  DOING.some(key => rule[key] !== undefined)
    ? []
    : [
        error(
          path,
          'this rule does nothing',
          `Give it an outcome (${outcomeNames.join(', ')}, sequence, oneOf), or something that changes the answer (delay, headers, stream).`,
        ),
      ]

const diagnoseNames = (rules: readonly RawRule[]): PathDiagnostic[] => {
  const places = new Map<string, number>()
  return rules.flatMap((rule, i) => {
    const name = rule.name ?? `rule-${i + 1}`
    const first = places.get(name)
    if (first === undefined) places.set(name, i)
    return first === undefined
      ? []
      : [
          error(
            ['rules', i, ...(rule.name === undefined ? [] : ['name'])],
            `two rules are named "${name}"`,
            `The first is rule ${first + 1}; names are unique in a file.`,
          ),
        ]
  })
}

/** All mistakes in a scenario that the schema can't express, in the order of the file. */
export const diagnoseScenario = (raw: RawScenario, place: Place): PathDiagnostic[] => [
  ...diagnoseNames(raw.rules ?? []),
  ...diagnoseModifiers(raw.api ?? {}, ['api']),
  ...diagnoseLimits(raw.api ?? {}),
  ...(raw.rules ?? []).flatMap((rule, i) => {
    const path = ['rules', i] as const
    return [
      ...diagnoseIdle(rule, path),
      ...diagnoseMatch(rule.match ?? {}, [...path, 'match']),
      ...diagnoseOutcome(rule, path, place),
      ...diagnoseModifiers(rule, path),
      ...diagnoseThen(rule, path),
      ...(rule.sequence ? diagnoseSteps(rule.sequence, [...path, 'sequence'], place) : []),
      ...(rule.oneOf ? diagnoseOptions(rule.oneOf, [...path, 'oneOf'], place) : []),
    ]
  }),
  ...diagnoseExpect(raw),
]
