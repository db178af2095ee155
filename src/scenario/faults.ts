import { delayFaults } from '../outcomes/delay.ts'
import type { Fault, Place } from '../outcomes/outcome.ts'
import { streamFaults } from '../outcomes/stream/index.ts'
import { parseShare } from '../units.ts'
import { kinds, outcomeNames } from './compile.ts'
import type { RawModifiers, RawOption, RawRule, RawScenario, RawSingle, RawStep } from './language/raw.ts'
import { limitFaults } from './limit-faults.ts'
import { type CriterionKey, criteria } from './match/criteria.ts'

/** A fault with the way to it from the top of the file; numbers are places in a list. */
export interface PlacedFault extends Omit<Fault, 'path'> {
  readonly path: readonly (string | number)[]
}

type Path = readonly (string | number)[]

const error = (path: Path, message: string, hint?: string): PlacedFault => ({
  path,
  severity: 'error',
  message,
  ...(hint ? { hint } : {}),
})

const outcomeFaults = (raw: RawSingle, path: Path, place: Place): PlacedFault[] =>
  outcomeNames
    .filter(name => raw[name] !== undefined)
    .flatMap(name => below(kinds[name].faults(raw[name], place), [...path, name]))

const stepFaults = (steps: readonly RawStep[], path: Path, place: Place): PlacedFault[] =>
  steps.flatMap((step, i) => [
    ...outcomeFaults(step, [...path, i], place),
    ...modifierFaults(step, [...path, i]),
    ...(step.oneOf ? optionFaults(step.oneOf, [...path, i, 'oneOf'], place) : []),
  ])

const optionFaults = (options: readonly RawOption[], path: Path, place: Place): PlacedFault[] => {
  const sum = options.reduce((all, option) => all + (parseShare(option.share) ?? 0), 0)
  // a ten-thousandth of a percent over is the arithmetic's, not the author's
  const over =
    sum > 1.000001
      ? [
          error(
            path,
            `the shares add up to ${Number((sum * 100).toFixed(4))}%`,
            'They may add up to 100% at most; what they leave over goes on to the next rule.',
          ),
        ]
      : []
  return [
    ...over,
    ...options.flatMap((option, i) => [
      ...outcomeFaults(option, [...path, i], place),
      ...modifierFaults(option, [...path, i]),
      ...thenFaults(option, [...path, i]),
      ...(option.sequence ? stepFaults(option.sequence, [...path, i, 'sequence'], place) : []),
    ]),
  ]
}

const matchFaults = (rule: RawRule, path: Path): PlacedFault[] =>
  Object.entries(rule.match ?? {}).flatMap(([key, raw]) => {
    const found = (
      criteria[key as CriterionKey] as { fault?: (value: unknown) => { message: string; hint: string } | null }
    ).fault?.(raw)
    return found ? [error([...path, 'match', key], found.message, found.hint)] : []
  })

const thenFaults = (raw: { readonly then?: unknown; readonly sequence?: unknown }, path: Path): PlacedFault[] =>
  raw.then !== undefined && raw.sequence === undefined
    ? [
        error(
          [...path, 'then'],
          '"then" stands beside no sequence',
          'It says what a sequence does after its last step: write one, or take "then" out.',
        ),
      ]
    : []

const below = (faults: readonly Fault[], path: Path): PlacedFault[] =>
  faults.map(fault => ({ ...fault, path: [...path, ...fault.path] }))

const modifierFaults = ({ delay, stream }: RawModifiers, path: Path): PlacedFault[] => [
  ...(delay === undefined ? [] : below(delayFaults(delay), [...path, 'delay'])),
  ...(stream === undefined ? [] : below(streamFaults(stream), [...path, 'stream'])),
]

const DOING = [...outcomeNames, 'sequence', 'oneOf', 'delay', 'headers', 'stream'] as const

const idleFaults = (rule: RawRule, path: Path): PlacedFault[] =>
  DOING.some(key => rule[key] !== undefined)
    ? []
    : [
        error(
          path,
          'this rule does nothing',
          `Give it an outcome (${outcomeNames.join(', ')}, sequence, oneOf), or something that changes the answer (delay, headers, stream).`,
        ),
      ]

const nameFaults = (rules: readonly RawRule[]): PlacedFault[] => {
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

/** What the schema can't say is wrong with a scenario: all of it, in the order of the file. */
export const scenarioFaults = (raw: RawScenario, place: Place): PlacedFault[] => [
  ...nameFaults(raw.rules ?? []),
  ...modifierFaults(raw.api ?? {}, ['api']),
  ...limitFaults(raw.api ?? {}),
  ...(raw.rules ?? []).flatMap((rule, i) => {
    const path = ['rules', i] as const
    return [
      ...idleFaults(rule, path),
      ...matchFaults(rule, path),
      ...outcomeFaults(rule, path, place),
      ...modifierFaults(rule, path),
      ...thenFaults(rule, path),
      ...(rule.sequence ? stepFaults(rule.sequence, [...path, 'sequence'], place) : []),
      ...(rule.oneOf ? optionFaults(rule.oneOf, [...path, 'oneOf'], place) : []),
    ]
  }),
]
