import type { RawStall } from '../../outcomes/stream/stall.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseDuration, parsePace } from '../../units.ts'
import type { RawApi, RawLimit, RawModifiers, RawScenario } from '../language/raw-scenario.ts'
import { countOf } from '../limits.ts'
import { everyMatch } from './every-match.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']

/** A wait as it stands somewhere, and whether it is none. */
interface Wait {
  readonly path: Path
  readonly isNone: boolean
}

/** Where a modifier may stand. */
interface Place {
  readonly raw: RawModifiers
  readonly path: Path
}

const isZero = (raw: unknown): boolean => typeof raw === 'string' && parseDuration(raw) === 0

// a chunk each microsecond: nobody sees that it is not at once
const FASTEST_TOKENS_PER_SECOND = 1_000_000

const isNoPace = (raw: string): boolean => {
  const pace = parsePace(raw)
  return pace !== null && 'tokensPerSecond' in pace && pace.tokensPerSecond >= FASTEST_TOKENS_PER_SECOND
}

/** Each kind of wait: where it stands in modifiers, and what is none of it. */
const kinds: readonly {
  readonly at: readonly string[]
  readonly of: (raw: RawModifiers) => unknown
  readonly isNone: (raw: never) => boolean
  readonly what: string
}[] = [
  { at: ['delay'], of: ({ delay }) => delay, isNone: isZero, what: 'a delay of no time' },
  {
    at: ['stream', 'firstToken'],
    of: ({ stream }) => stream?.firstToken,
    isNone: isZero,
    what: 'a first token after no time',
  },
  { at: ['stream', 'pace'], of: ({ stream }) => stream?.pace, isNone: isNoPace, what: 'so fast a pace' },
  {
    at: ['stream', 'stall'],
    of: ({ stream }) => stream?.stall,
    isNone: (raw: RawStall) => isZero(raw.for),
    what: 'a silence of no time',
  },
]

/** Waits of one kind that are none, where there is no other one that they could take the place of. */
const lintKind = (places: readonly Place[], { at, of, isNone, what }: (typeof kinds)[number]) => {
  const waits = places.flatMap(({ raw, path }): readonly Wait[] => {
    const value = of(raw)
    return value === undefined ? [] : [{ path: [...path, ...at], isNone: isNone(value as never) }]
  })
  // the nearest wins, and in `api` nothing is farther
  const mayReplace = waits.some(({ isNone }) => !isNone)
  return waits
    .filter(({ path, isNone }) => isNone && (!mayReplace || path[0] === 'api'))
    .map(({ path }) =>
      warning(
        path,
        `${what} changes nothing${path[0] === 'api' ? '' : ': nothing else in this file is slower'}`,
        `Make it ${what === 'so fast a pace' ? 'slower' : 'longer'}, or take "${at.at(-1)}" out.`,
      ),
    )
}

const lintBurst = ({ burst = {}, ...limit }: RawLimit, path: Path): readonly PathDiagnostic[] =>
  (Object.keys(burst) as (keyof typeof burst)[]).flatMap(key => {
    const [whole, part] = [limit[key], burst[key]]
    return whole !== undefined && part !== undefined && countOf(whole) === countOf(part)
      ? [
          warning(
            [...path, 'burst', key],
            `a burst of the whole limit changes nothing`,
            'Make it smaller, or take it out of burst.',
          ),
        ]
      : []
  })

// a second of it is a hundred times the longest answer
const FASTEST_BYTES_PER_SECOND = 1_000_000_000

const lintTrickle = (fault: unknown, path: Path): readonly PathDiagnostic[] => {
  const { trickle } = (typeof fault === 'object' ? fault : {}) as { readonly trickle?: { bytesPerSecond: number } }
  return (trickle?.bytesPerSecond ?? 0) >= FASTEST_BYTES_PER_SECOND
    ? [
        warning(
          [...path, 'fault', 'trickle', 'bytesPerSecond'],
          'so fast a trickle is an answer that comes at once',
          'Make it slower, or take the fault out.',
        ),
      ]
    : []
}

/** Names beside a star, which holds for all of them. */
const lintStars = (values: unknown, path: Path): readonly PathDiagnostic[] =>
  Array.isArray(values) && values.includes('*') && values.some(value => value !== '*')
    ? [
        warning(
          [...path, values.indexOf('*')],
          '"*" holds for all others in this list',
          'Write "*" alone, or take it out.',
        ),
      ]
    : []

const STARRED = ['endpoint', 'model', 'tier', 'key', 'problem'] as const

const modifiersOf = ({ delay, stream }: RawApi): RawModifiers => ({
  ...(delay === undefined ? {} : { delay }),
  ...(stream === undefined ? {} : { stream }),
})

/** Amounts that come to nothing: no time, no part of a limit, no attempt that was not made anyway. */
export const lintZero = (raw: RawScenario): readonly PathDiagnostic[] => {
  const { api = {}, expect = {} } = raw
  const outcomes = everyOutcome(raw)
  const places: readonly Place[] = [{ raw: modifiersOf(api), path: ['api'] }, ...outcomes]
  return [
    ...kinds.flatMap(kind => lintKind(places, kind)),
    ...(api.limits ?? []).flatMap((limit, i) => lintBurst(limit, ['api', 'limits', i])),
    ...outcomes.flatMap(({ raw: one, path }) => lintTrickle(one.fault, path)),
    ...everyMatch(raw).flatMap(({ match, path }) => STARRED.flatMap(key => lintStars(match[key], [...path, key]))),
    ...(expect.attempts?.min === 1
      ? [
          warning(
            ['expect', 'attempts', 'min'],
            'every call has an attempt, so this holds whatever the client does',
            'Expect 2 or more, or take "min" out.',
          ),
        ]
      : []),
  ]
}
