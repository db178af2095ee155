import { answerHeaders, writtenByServer } from '../../groq/answer-headers.ts'
import { member } from '../../json-value.ts'
import { nearest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'
import { possibleHeaders } from './possible-headers.ts'

const namesIn = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

const absent = (name: string, path: PathDiagnostic['path']): PathDiagnostic => {
  const meant = nearest(name, [...answerHeaders])
  return warning(
    path,
    `there is no header ${name} to remove: no answer has it, and no rule adds it`,
    meant === null ? 'Take it out.' : `Did you mean "${meant}"?`,
  )
}

/** A header that other answers have. */
const absentHere = (name: string, path: PathDiagnostic['path'], isCompression: boolean): PathDiagnostic =>
  isCompression
    ? warning(path, `there is no header ${name} to remove: no answer is compressed`, 'Add api: { compression: true }.')
    : warning(path, `there is no header ${name} to remove: this answer does not have it`, 'Take it out.')

/** Headers that are removed (null) and never were there, or come all the same. */
export const lintAbsent = (raw: RawScenario): readonly PathDiagnostic[] => {
  const outcomes = everyOutcome(raw)
  const added = new Set(
    outcomes
      .flatMap(({ raw: one }) => [one.headers, member(one.error, 'headers'), member(one.reply, 'headers')])
      .flatMap(namesIn)
      .filter(([, value]) => value !== null)
      .map(([name]) => name.toLowerCase()),
  )
  const isCompressed = raw.api?.compression === true
  const found = (name: string, place: PathDiagnostic['path'], possible: ReadonlySet<string> | null) => {
    if (writtenByServer.has(name))
      return [warning(place, `every answer has the header ${name}: it can be changed, not removed`, 'Take it out.')]
    if (added.has(name)) return []
    if (!answerHeaders.has(name)) return [absent(name, place)]
    const isCompression = name === 'content-encoding' && !isCompressed
    return isCompression || possible?.has(name) === false ? [absentHere(name, place, isCompression)] : []
  }
  return outcomes.flatMap(one => {
    const possible = possibleHeaders(one, raw)
    return namesIn(one.raw.headers)
      .filter(([, value]) => value === null)
      .flatMap(([name]) => found(name.toLowerCase(), [...one.path, 'headers', name], possible))
  })
}
