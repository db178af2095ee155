import { parseGoDuration } from '../groq/go.ts'
import type { HeaderList } from './header-list.ts'

/** What one header told: how it was understood, as it stood, and what it comes to. */
export interface ToldWait<Form extends string> {
  readonly is: Form | 'malformed' | 'removed'
  /** As it stood in the answer; null where a rule took it out. */
  readonly text: string | null
  /** From the moment the answer was sent, never below 0; null where it can't be understood or was removed. */
  readonly ms: number | null
}

/** What an answer told its client of waiting and trying again, read off what went onto the wire. */
export interface Told {
  readonly retryAfter: ToldWait<'seconds' | 'date'> | null
  readonly retryAfterMs: ToldWait<'milliseconds'> | null
  /** `x-should-retry`. */
  readonly shouldRetry: { readonly is: 'true' | 'false' | 'malformed' | 'removed'; readonly text: string | null } | null
  /** What the text says behind "try again in", in milliseconds. */
  readonly tryAgainInMs: number | null
}

/** What went onto the wire, as far as it tells anything. */
export interface Telling {
  readonly headers: HeaderList
  /** Which a rule took out. */
  readonly removed: readonly string[]
  /** The text of an error; empty for none. */
  readonly text: string
  /** When it was sent, on the wall clock. */
  readonly sentAtMs: number
}

/** A century: what is told as more is told as this, so that it stays a number. */
export const LONGEST_TOLD_MS = 100 * 365.25 * 86_400_000

const waitOf = (text: string, unitMs: number): number => Math.min(LONGEST_TOLD_MS, Number(text) * unitMs)

/** The headers that tell of waiting and trying again. */
export const tellingHeaders = ['retry-after', 'retry-after-ms', 'x-should-retry'] as const

/** RFC 9110, section 10.2.3, has whole seconds; SDKs read fractions too (docs/facts/groq-wire.md §6.1). */
const NUMBER = /^\d+(?:\.\d+)?$/
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const TIME = '\\d{2}:\\d{2}:\\d{2}'
/** The three forms of an HTTP-date, RFC 9110, section 5.6.7. */
const DATE = new RegExp(
  `^(?:${DAY}, \\d{2} [A-Z][a-z]{2} \\d{4} ${TIME} GMT|${DAY}[a-z]+, \\d{2}-[A-Z][a-z]{2}-\\d{2} ${TIME} GMT|${DAY} [A-Z][a-z]{2} [ \\d]\\d ${TIME} \\d{4})$`,
)

const dateOf = (text: string): number | null => {
  if (!DATE.test(text)) return null
  const atMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(atMs) ? null : atMs
}

const valueIn = (headers: HeaderList, name: string): string | null => {
  for (let i = 0; i < headers.length; i += 2) if (headers[i] === name) return headers[i + 1]?.trim() ?? ''
  return null
}

const tells = (headers: HeaderList): boolean => {
  for (const name of tellingHeaders) if (headers.includes(name)) return true
  return false
}

const REMOVED = { is: 'removed', text: null, ms: null } as const

const retryAfterIn = (text: string, sentAtMs: number): Told['retryAfter'] => {
  if (NUMBER.test(text)) return { is: 'seconds', text, ms: waitOf(text, 1000) }
  const atMs = dateOf(text)
  if (atMs === null) return { is: 'malformed', text, ms: null }
  return { is: 'date', text, ms: Math.max(0, atMs - sentAtMs) }
}

const retryAfterMsIn = (text: string): Told['retryAfterMs'] =>
  NUMBER.test(text) ? { is: 'milliseconds', text, ms: waitOf(text, 1) } : { is: 'malformed', text, ms: null }

const shouldRetryIn = (text: string): Told['shouldRetry'] => ({
  is: text === 'true' || text === 'false' ? text : 'malformed',
  text,
})

/** Longer texts are no waits. */
const TRY_AGAIN = /try again in ([\dhmsµu.]{1,40})/i

let lastFound = ''
let lastFoundMs: number | null = null

const tryAgainIn = (text: string): number | null => {
  const found = TRY_AGAIN.exec(text)?.[1]
  // one answer after the other tells the same wait
  if (found !== undefined && found !== lastFound) {
    lastFound = found
    lastFoundMs = parseGoDuration(found.endsWith('.') ? found.slice(0, -1) : found)
  }
  return found === undefined ? null : lastFoundMs
}

/** What an answer told; null for nothing. */
export const toldBy = ({ headers, removed, text, sentAtMs }: Telling): Told | null => {
  const tryAgainInMs = text === '' ? null : tryAgainIn(text)
  // nearly every answer tells nothing
  if (tryAgainInMs === null && removed.length === 0 && !tells(headers)) return null
  const read = <Read>(name: string, whenRemoved: Read, parse: (value: string) => Read): Read | null => {
    const value = valueIn(headers, name)
    if (value !== null) return parse(value)
    return removed.includes(name) ? whenRemoved : null
  }
  const told: Told = {
    retryAfter: read<Told['retryAfter']>('retry-after', REMOVED, value => retryAfterIn(value, sentAtMs)),
    retryAfterMs: read<Told['retryAfterMs']>('retry-after-ms', REMOVED, retryAfterMsIn),
    shouldRetry: read<Told['shouldRetry']>('x-should-retry', { is: 'removed', text: null }, shouldRetryIn),
    tryAgainInMs,
  }
  const { retryAfter, retryAfterMs, shouldRetry } = told
  return (retryAfter ?? retryAfterMs ?? shouldRetry ?? tryAgainInMs) === null ? null : told
}
