import type { StreamChange, StreamKey, StreamSpec } from '../outcomes/stream/index.ts'
import type { Change } from './ask-rules.ts'
import { delayMsOf } from './delay-ms.ts'
import { drawFor } from './draw-for.ts'
import type { Question } from './question.ts'

const firstTokenOf = (changes: readonly Change[], question: Question): number => {
  const nearest = changes.findLast(({ modifiers }) => modifiers.stream?.firstToken !== undefined)
  const delay = nearest?.modifiers.stream?.firstToken
  return nearest && delay
    ? delayMsOf(delay, () => drawFor(question, nearest.rule, 'firstToken', delay), question.others)
    : 0
}

/** What rules and the API want changed where the answer is streamed, key by key; the nearest comes last and wins. */
export const streamChange = (all: readonly Change[], question: Question): StreamChange | null => {
  // the pace of the API itself is for whoever asked for a stream
  const changes = all.filter(
    ({ rule, modifiers }) => modifiers.stream !== null && (rule !== null || question.call.stream === true),
  )
  if (changes.length === 0) return null
  const said = changes.flatMap(({ rule, modifiers }) => (rule ? Object.keys(modifiers.stream ?? {}) : []))
  const spec: StreamSpec = Object.assign({}, ...changes.map(({ modifiers }) => modifiers.stream))
  return { spec, firstTokenMs: firstTokenOf(changes, question), said: [...new Set(said)] as readonly StreamKey[] }
}
