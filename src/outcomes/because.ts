import type { Call } from '../call.ts'
import { operations } from '../groq/endpoints.ts'
import { listed } from '../listed.ts'
import type { Told } from '../wire/told.ts'
import { toldInWords } from '../wire/told-in-words.ts'
import { operationOf } from './complete.ts'
import { shownBy } from './complete-parts.ts'
import { compiledErrorOf, errorFor, errorInWords, errorNamed } from './error/error-form.ts'
import type { ErrorSpec } from './error/error-spec.ts'
import { arrivesInStream } from './error/stream-error.ts'
import { fault } from './fault.ts'
import { breaksOf, describe, type Outcome } from './index.ts'
import { type Remark, remarkInWords } from './remark.ts'
import { isEventStream } from './reply.ts'
import { describeStream, type StreamChange } from './stream/index.ts'
import { unstreamed } from './unstreamed.ts'

/** As much of a decision as its sentence tells. */
interface Decided {
  readonly reason: string
  readonly outcome: Outcome
  readonly stream: StreamChange | null
  readonly ruleChanges: readonly { readonly rule: string; readonly keys: readonly string[] }[]
}

const STREAMED: ReadonlySet<string> = new Set(['chat.completions', 'responses'])

const isStreamed = (outcome: Outcome, call: Call): boolean => {
  if (outcome.kind === 'error') return arrivesInStream(compiledErrorOf(outcome.error), call)
  if (outcome.kind === 'reply') return isEventStream(outcome.reply.headers['content-type'])
  const isSuccess = outcome.kind === 'complete' || (outcome.kind === 'fault' && outcome.fault.breaks === 'answer')
  return isSuccess && call.stream === true && STREAMED.has(operations[operationOf(call)].endpoint)
}

/** What an answer would remark, as far as that is certain before it is made. */
export const foreseen = ({ outcome, stream }: Decided, call: Call): readonly Remark[] =>
  isStreamed(outcome, call) ? [] : unstreamed({ stream })

/** What its headers told, where that is known by now. */
type Telling = { readonly told: Told | null } | undefined

const inWords = (telling: Telling): string => (telling === undefined ? '' : toldInWords(telling.told))

const errorSaid = (spec: ErrorSpec, call: Call, telling: Telling): string => {
  const error = errorFor(spec, call)
  return telling === undefined ? errorInWords(error) : `${errorNamed(error)}${inWords(telling)}`
}

/** The outcome as this request meets it, and what of it the request can't meet. */
const outcomeInWords = (
  outcome: Outcome,
  call: Call,
  failed: ReadonlySet<string>,
  telling: Telling,
): readonly [string, ...Remark[]] => {
  switch (outcome.kind) {
    case 'error':
      return [errorSaid(outcome.error, call, telling)]
    case 'complete': {
      const operation = operationOf(call)
      const { shown, hidden } = shownBy(operation, outcome.complete)
      const said = `${describe({ kind: 'complete', complete: shown })}${inWords(telling)}`
      return hidden.length === 0
        ? [said]
        : [said, { why: `answers of ${operations[operation].endpoint} do not show it`, keys: hidden }]
    }
    case 'fault':
      return [outcome.fault.breaks === 'answer' && failed.has(outcome.fault.name) ? 'success' : describe(outcome)]
    case 'reply':
      return [`${describe({ kind: 'reply', reply: outcome.reply })}${inWords(telling)}`]
  }
}

const breakInWords = (outcome: Outcome, failed: ReadonlySet<string>): string => {
  const breaks = breaksOf(outcome)
  return breaks === undefined || failed.has(breaks.name) ? '' : `, and ${fault.describe(breaks)}`
}

const NOTHING_MISSING: readonly string[] = []

const NOTHING_FAILED: ReadonlySet<string> = new Set()

/** What never left, because nothing of HTTP did. */
const unsent = (outcome: Outcome): readonly string[] => {
  if (outcome.kind !== 'fault' || outcome.fault.breaks !== 'connection') return []
  return outcome.fault.name === 'hang' ? ['headers', 'delay'] : ['headers']
}

const changesInWords = (changes: Decided['ruleChanges'], failed: ReadonlySet<string>): string => {
  if (changes.length === 0) return ''
  const told = changes.flatMap(({ rule, keys }) => {
    const done = keys.filter(key => !failed.has(key))
    return done.length === 0 ? [] : [`rule ${rule} (${done.join(', ')})`]
  })
  return told.length === 0 ? '' : `, changed by ${listed(told, 'and')}`
}

const streamInWords = (stream: StreamChange | null, failed: ReadonlySet<string>): string => {
  const said = stream?.said.filter(key => !failed.has(key)) ?? []
  return stream === null || said.length === 0 ? '' : `, as a stream: ${describeStream({ spec: stream.spec, said })}`
}

/** Why a request got what it got, as a sentence: only what was done is claimed. `remarks` tell what could not be. */
export const because = (
  decided: Decided,
  call: Call,
  remarks: readonly Remark[],
  telling?: { readonly told: Told | null },
): string => {
  const { reason, outcome, stream, ruleChanges } = decided
  const undone = unsent(outcome)
  const failed =
    remarks.length === 0 && undone.length === 0
      ? NOTHING_FAILED
      : new Set([...remarks.flatMap(({ keys }) => keys), ...undone])
  const [said, ...more] = outcomeInWords(outcome, call, failed, telling)
  const whole = `${reason}: ${said}${breakInWords(outcome, failed)}${streamInWords(stream, failed)}${changesInWords(ruleChanges, failed)}`
  const missing = ('missing' in outcome && outcome.missing) || NOTHING_MISSING
  if (more.length === 0 && remarks.length === 0 && missing.length === 0) return whole
  return [whole, ...missing, ...[...more, ...remarks].map(remarkInWords)].join('; ')
}
