import type { Call } from '../../call.ts'
import { goDuration } from '../../groq/go.ts'
import { organizationOf } from '../../organization.ts'
import { narrowText } from '../../own-text.ts'
import { shownUrl, withoutSecrets } from '../../without-secrets.ts'
import type { Standing } from '../standing.ts'
import { requestFillers } from './request-fillers.ts'

/** Who gets an error: what bodies say about the request and its account. */
export interface ErrorContext {
  readonly call: Call
  readonly standing: Standing
  /** The seed of the session, for what is made up. */
  readonly seed: number
}

type Sample = Readonly<Record<string, string>>

/** What stands in a place of a text, by the place's name; null where the sample stands. */
export type Fillers = Readonly<Record<string, (context: ErrorContext, sample: Sample) => string | null>>

// what comes from the request is marked with characters of the private use area, so that no text of a user's is taken for a template
const OPEN = '\ue000'
const CLOSE = '\ue001'
const MARKED = /\ue000([a-zA-Z]+)\ue001/

const fromRequest: Fillers = {
  ...Object.fromEntries(
    Object.entries(requestFillers).map(([name, fill]) => [
      name,
      ({ call }: ErrorContext, sample: Sample) => fill(call, sample),
    ]),
  ),
  model: ({ call }) => call.model,
  encodedModel: ({ call }) => call.model && encodeURIComponent(call.model),
  tier: ({ call, standing }) => standing.tier ?? call.tier,
  organization: ({ standing }) => organizationOf(standing.account),
  // without the hint its place is empty, else it has the sample
  billing: ({ standing }) => (standing.billingHint ? null : ''),
  method: ({ call }) => call.method,
  path: ({ call }) => shownUrl(call.path),
}

/** Numbers of a limit that refused the request. */
const fromRefusal: Fillers = {
  limit: ({ standing: { refusal } }) => refusal && String(refusal.limit),
  used: ({ standing: { refusal } }) => refusal && String(refusal.used),
  requested: ({ standing: { refusal } }) => refusal && String(refusal.requested),
  tryAgainIn: ({ standing: { refusal } }) => refusal && goDuration(refusal.waitMs),
}

const fillers: Fillers = { ...fromRequest, ...fromRefusal }

/** Names of places as they stand in a text until they are filled. */
export const marksOf = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map(name => [name, OPEN + name + CLOSE]))

const BEGINS_MARK = /\ue000(?=[a-zA-Z]+\ue001)/g

/** A text in which nothing is taken for a place: what a rule says may come from a request. */
export const unmarked = (text = ''): string => text.replace(BEGINS_MARK, '')

/** Stands for what comes from the request. */
export const marks = marksOf(Object.keys(fromRequest))
/** Stands for the numbers of a limit that refused it. */
export const refusalMarks = marksOf(Object.keys(fromRefusal))

/** A text whose marked parts come from the request, without its secrets; the others are fixed. */
export const fillLater = (
  text: string,
  sample: Sample,
  encode: (value: string) => string,
  own: Fillers = {},
): ((context: ErrorContext) => string) => {
  const parts = text.split(MARKED).map(narrowText)
  if (parts.length === 1) return () => text
  const all = { ...fillers, ...own }
  return context => {
    let filled = ''
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] ?? ''
      filled += i % 2 === 0 ? part : encode(withoutSecrets(all[part]?.(context, sample) ?? sample[part] ?? ''))
    }
    return filled
  }
}
