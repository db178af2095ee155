import { listed } from '../../listed.ts'
import type { RawComplete } from '../../outcomes/complete.ts'
import { eventsIn } from '../../outcomes/events-in.ts'
import { mostChunks } from '../../outcomes/most-chunks.ts'
import { isEventStream, type RawReply } from '../../outcomes/reply.ts'
import { headersOf } from '../../outcomes/said-headers.ts'
import type { RawStream } from '../../outcomes/stream/index.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { chunksInWords, parseChunks } from '../../units.ts'
import { outcomeNames } from '../compile-scenario.ts'
import type { RawOption, RawRule, RawScenario, RawStep } from '../language/raw-scenario.ts'
import { templatesIn } from '../template/templated.ts'
import { possibleOperations } from './lint-match.ts'
import { lintOrder } from './lint-order.ts'

type Path = PathDiagnostic['path']
type Item = RawRule | RawStep | RawOption

/** Where answers are streamed to whoever asks for it. */
const STREAMED = new Set<string>(['chat.completions', 'responses'])

const wrong = (path: Path, message: string, hint: string): PathDiagnostic => ({
  path,
  severity: 'error',
  message,
  hint,
})

/** Whether an item answers with events of its own, whoever asks. */
const isLiteralStream = ({ reply }: Item): boolean =>
  isEventStream(headersOf((reply as RawReply | undefined)?.headers ?? {})['content-type'])

/** The outcomes of an item, in words, if none of them is ever streamed; null if one may be. */
const neverStreamed = (raw: Item): readonly string[] | null => {
  const { sequence, oneOf } = raw as RawRule
  const items = sequence ?? oneOf
  if (!items) {
    const name = outcomeNames.find(key => raw[key] !== undefined)
    const isBroken = name === 'fault' && typeof raw.fault === 'object'
    const may = name === undefined || name === 'complete' || isBroken || isLiteralStream(raw)
    return may ? null : [name === 'fault' ? `fault: ${raw.fault}` : name]
  }
  const all = items.map(neverStreamed)
  return all.includes(null) ? null : [...new Set(all.flatMap(names => names ?? []))]
}

const lintPlace = (raw: Item, { match = {} }: RawRule, path: Path): readonly PathDiagnostic[] => {
  const names = neverStreamed(raw)
  if (names)
    return [
      wrong(
        path,
        `"stream" changes streams only, and ${listed(names, 'and')} ${names.length === 1 ? 'is' : 'are'} never streamed`,
        names.includes('reply')
          ? 'Take "stream" out, or give the reply content-type: text/event-stream.'
          : 'Take "stream" out, or let the answer be a success: complete: {}, or a rule that passes.',
      ),
    ]
  if (isLiteralStream(raw)) return []
  if (match.stream === false)
    return [
      wrong(
        path,
        '"stream" changes streams only, and the rule matches requests that do not ask for one',
        'Take "stream" out, or match: { stream: true }.',
      ),
    ]
  if (match.endpoint === undefined || possibleOperations(match).some(({ endpoint }) => STREAMED.has(endpoint)))
    return []
  return [
    wrong(
      path,
      '"stream" changes streams only, and the endpoint that the rule matches has no streams',
      `Streams come from ${listed([...STREAMED], 'and')}.`,
    ),
  ]
}

/** How many chunks an item's answer has at most; null where nobody knows. */
const mostIn = (raw: Item): number | null => {
  if (raw.complete !== undefined)
    return templatesIn('complete', raw.complete).length > 0 ? null : mostChunks(raw.complete as RawComplete)
  const { body } = (raw.reply ?? {}) as RawReply
  return isLiteralStream(raw) && typeof body === 'string' ? eventsIn(Buffer.from(body)).length : null
}

const lintLength = (raw: Item, stream: RawStream, path: Path): readonly PathDiagnostic[] => {
  const most = mostIn(raw)
  if (most === null) return []
  return Object.entries(stream).flatMap(([key, value]) => {
    const after = typeof value === 'object' && 'after' in value ? (parseChunks(String(value.after)) ?? 0) : 0
    // the last chunk can still come twice
    return after < most || (key === 'duplicate' && after === most)
      ? []
      : [wrong([...path, key, 'after'], `the answer has ${chunksInWords(most)} at most`, 'Use a smaller number.')]
  })
}

const lintItem = (raw: Item, path: Path, rule: RawRule): readonly PathDiagnostic[] => {
  const { sequence = [], oneOf = [], stream } = raw as RawRule
  const at = [...path, 'stream']
  return [
    ...(stream === undefined
      ? []
      : [...lintPlace(raw, rule, at), ...lintOrder(stream, raw.fault, at), ...lintLength(raw, stream, at)]),
    ...sequence.flatMap((step, i) => lintItem(step, [...path, 'sequence', i], rule)),
    ...oneOf.flatMap((option, i) => lintItem(option, [...path, 'oneOf', i], rule)),
  ]
}

/** Changes of streams where there is no stream, that exclude each other, or that lie beyond the end. */
export const lintStream = ({ rules = [] }: RawScenario): readonly PathDiagnostic[] =>
  rules.flatMap((rule, i) => lintItem(rule, ['rules', i], rule))
