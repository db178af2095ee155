import { models } from '../../groq/models.ts'
import { member } from '../../json-value.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseShare } from '../../units.ts'
import type { RawApi, RawLimit, RawScenario } from '../language/raw-scenario.ts'
import { globPattern } from '../match/pattern.ts'
import { everyMatch } from './every-match.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

const empty = (value: unknown, path: Path): readonly PathDiagnostic[] =>
  isEmpty(value) ? [warning(path, 'this is empty and changes nothing', `Write something in it, or take it out.`)] : []

const lintEmpty = (raw: RawScenario): readonly PathDiagnostic[] => [
  ...(raw.rules ?? []).flatMap(({ match }, i) => empty(match, ['rules', i, 'match'])),
  ...everyOutcome(raw).flatMap(({ raw: one, path }) => [
    ...empty(member(one.error, 'headers'), [...path, 'error', 'headers']),
    ...empty(member(one.reply, 'headers'), [...path, 'reply', 'headers']),
    ...empty(member(one.complete, 'usage'), [...path, 'complete', 'usage']),
  ]),
]

/** Texts of a list that are there already. */
const twice = (texts: unknown, path: Path): readonly PathDiagnostic[] =>
  Array.isArray(texts)
    ? texts.flatMap((text, i) =>
        texts.indexOf(text) < i ? [warning([...path, i], `"${text}" is listed twice`, 'Take one out.')] : [],
      )
    : []

const LISTS = ['endpoint', 'method', 'problem', 'model', 'tier', 'key'] as const

const lintLists = (raw: RawScenario, api = raw.api ?? {}): readonly PathDiagnostic[] => [
  ...(['keys', 'models', 'tiers'] as const).flatMap(key => twice(api[key], ['api', key])),
  ...everyMatch(raw).flatMap(({ match, path }) => LISTS.flatMap(key => twice(match[key], [...path, key]))),
]

const lintListedWords = ({ models: own }: RawApi): readonly PathDiagnostic[] =>
  (Array.isArray(own) ? own : []).flatMap((id: string, i) =>
    id === 'any' || id === 'known'
      ? [
          warning(
            ['api', 'models', i],
            `in a list "${id}" is the id of a model`,
            `Write models: ${id}, without the list.`,
          ),
        ]
      : [],
  )

const lintFlex = ({ flexCapacity, tiers, plan }: RawApi): readonly PathDiagnostic[] => {
  const at = ['api', 'flexCapacity']
  if (typeof flexCapacity === 'string' && parseShare(flexCapacity) === 1)
    return [warning(at, 'with a capacity of 100% every flex request is served, as without it', 'Take it out.')]
  return flexCapacity !== undefined && tiers === undefined && plan === 'free'
    ? [warning(at, 'this changes nothing: the free plan has on_demand only', 'Add tiers: [on_demand, flex].')]
    : []
}

const isOfAudio = (id: string): boolean => id.startsWith('whisper')
const OF_AUDIO = ['ash', 'asd'] as const
const OF_TOKENS = ['itpm', 'otpm', 'tpm', 'tpd'] as const

const lintDimensions = (limit: RawLimit, path: Path): readonly PathDiagnostic[] => {
  const pattern = globPattern(limit.model ?? '*')
  const fitting = models.map(({ id }) => id).filter(pattern.test)
  if (fitting.length === 0) return []
  const idle = fitting.every(isOfAudio) ? OF_TOKENS : fitting.some(isOfAudio) ? [] : OF_AUDIO
  return idle
    .filter(key => limit[key] !== undefined)
    .map(key =>
      warning(
        [...path, key],
        `"${key}" is never used up: ${limit.model} ${idle === OF_AUDIO ? 'hears no audio' : 'counts no tokens'}`,
        `Take it out, or limit ${idle === OF_AUDIO ? 'requests and tokens' : 'requests and seconds of audio (ash, asd)'}.`,
      ),
    )
}

const lintRefusedKeys = ({ keys, organizations = {} }: RawApi): readonly PathDiagnostic[] =>
  typeof keys !== 'object'
    ? []
    : Object.entries(organizations).flatMap(([name, own]) =>
        own.flatMap((key, i) =>
          keys.includes(key)
            ? []
            : [
                warning(
                  ['api', 'organizations', name, i],
                  'this key is refused: api.keys does not list it',
                  'List it there, or take it out.',
                ),
              ],
        ),
      )

/** Parts that fit the language and change nothing. */
export const lintIdle = (raw: RawScenario): readonly PathDiagnostic[] => {
  const api = raw.api ?? {}
  return [
    ...lintEmpty(raw),
    ...lintLists(raw),
    ...lintListedWords(api),
    ...lintFlex(api),
    ...(api.limits ?? []).flatMap((limit, i) => lintDimensions(limit, ['api', 'limits', i])),
    ...lintRefusedKeys(api),
  ]
}
