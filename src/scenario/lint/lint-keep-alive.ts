import type { RawFault } from '../../outcomes/fault.ts'
import type { RawKeepAlive } from '../../outcomes/stream/keep-alive.ts'
import type { RawStall } from '../../outcomes/stream/stall.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseDuration, parsePace } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

interface Silences {
  readonly firstToken?: unknown
  readonly pace?: unknown
  readonly stall?: RawStall | undefined
  readonly coalesce?: number
}

const paceMs = (raw: string): number => {
  const pace = parsePace(raw)
  if (pace === null) return Infinity
  return 'tokensPerSecond' in pace ? 1000 / pace.tokensPerSecond : pace.gapMs
}

/** How long each kind makes a stream silent; without an end where nobody knows. */
const silencesMs = ({ firstToken, pace, stall }: Silences): readonly number[] => [
  firstToken === undefined ? 0 : ((typeof firstToken === 'string' ? parseDuration(firstToken) : null) ?? Infinity),
  typeof pace === 'string' ? paceMs(pace) : 0,
  stall === undefined ? 0 : (parseDuration(stall.for ?? '') ?? Infinity),
]

/** The longest silence that can come of all of them, which add up; events that come in one packet have waited for each other. */
const longestMs = (all: readonly Silences[]): number => {
  const each = all.map(silencesMs)
  const sum = [0, 1, 2].reduce((total, kind) => total + Math.max(...each.map(silences => silences[kind] ?? 0)), 0)
  return sum > 0 && all.some(({ coalesce }) => coalesce !== undefined) ? Infinity : sum
}

/** Comments in silences, where nothing in the file makes a stream silent for so long. */
export const lintKeepAlive = (raw: RawScenario): readonly PathDiagnostic[] => {
  const outcomes = everyOutcome(raw)
  if (outcomes.some(({ raw: { fault } }) => typeof fault === 'object' && 'trickle' in (fault as RawFault & object)))
    return []
  const all: readonly Silences[] = [raw.api?.stream ?? {}, ...outcomes.map(({ raw: { stream = {} } }) => stream)]
  const longest = longestMs(all)
  return outcomes.flatMap(({ raw: { stream }, path }) => {
    const keepAlive = stream?.keepAlive as RawKeepAlive | undefined
    if (keepAlive === undefined) return []
    const every = typeof keepAlive === 'string' ? keepAlive : keepAlive.every
    return (parseDuration(every) ?? 0) < longest
      ? []
      : [
          warning(
            [...path, 'stream', 'keepAlive'],
            `no comment ever comes: nothing in this file makes a stream silent for longer than ${every}`,
            'Add stream: { firstToken }, { pace } or { stall }, or take "keepAlive" out.',
          ),
        ]
  })
}
