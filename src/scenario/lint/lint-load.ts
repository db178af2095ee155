import { isLoaded, type RawDelay } from '../../outcomes/delay.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseDuration } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

const ofDelay = (delay: RawDelay | undefined, path: PathDiagnostic['path']): readonly PathDiagnostic[] => {
  if (!isLoaded(delay)) return []
  const { base, perConcurrent } = delay
  return [
    ...(parseDuration(perConcurrent) === 0
      ? [
          warning(
            [...path, 'perConcurrent'],
            'so this does not grow with load',
            'Make it longer, or write the base alone.',
          ),
        ]
      : []),
    ...(typeof base === 'string' && parseDuration(base) === 0
      ? [warning([...path, 'base'], 'a base of no time changes nothing', 'Make it longer, or take "base" out.')]
      : []),
  ]
}

/** Delays that grow with load, by nothing or from nothing. */
export const lintLoad = (raw: RawScenario): readonly PathDiagnostic[] => {
  const { delay, stream } = raw.api ?? {}
  const places = [
    { delay, stream, path: ['api'] },
    ...everyOutcome(raw).map(({ raw: one, path }) => ({ ...one, path })),
  ]
  return places.flatMap(place => [
    ...ofDelay(place.delay, [...place.path, 'delay']),
    ...ofDelay(place.stream?.firstToken, [...place.path, 'stream', 'firstToken']),
  ])
}
