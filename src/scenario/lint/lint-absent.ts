import { answerHeaders, writtenByServer } from '../../groq/answer-headers.ts'
import { member } from '../../json-value.ts'
import { nearest } from '../../nearest.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

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
  return outcomes.flatMap(({ raw: { headers }, path }) =>
    namesIn(headers)
      .filter(([, value]) => value === null)
      .flatMap(([name]) => {
        const lower = name.toLowerCase()
        const place = [...path, 'headers', name]
        if (writtenByServer.has(lower))
          return [
            warning(place, `every answer has the header ${lower}: it can be changed, not removed`, 'Take it out.'),
          ]
        return answerHeaders.has(lower) || added.has(lower) ? [] : [absent(lower, place)]
      }),
  )
}
