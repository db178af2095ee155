import { pieceEnd } from '../../piece-end.ts'
import { withoutKey, withoutSecrets } from '../../without-secrets.ts'
import { selected } from '../match/json-path.ts'
import { lastUserText } from '../match/last-user-text.ts'
import type { Asked } from '../scenario.ts'
import type { Placeholder, Template, TemplateName } from './parse-template.ts'
import { shortJson } from './short-json.ts'

/** So many letters of a value are shown; one that is longer ends in three dots. */
const MOST_LETTERS = 4000
/** A key that begins before the end is hidden whole. */
const SPARE = 500

/** What stands where the request does not say it. */
const otherwise: Readonly<Record<TemplateName, string>> = {
  model: '(no model)',
  says: '(no user text)',
  attempt: '0',
  session: '(no session)',
  body: 'null',
}

/** A value as it is to be shown; null for none. */
interface Value {
  readonly text: string
  readonly isJson: boolean
}

const textValue = (text: string | null): Value | null => (text === null || text === '' ? null : { text, isJson: false })

/** The first value that a path selects; undefined for none. Throws nothing, takes no more than there is left to take. */
const inBody = (
  { path }: Placeholder,
  { call, effort }: Asked,
): { readonly value: unknown; readonly isSpent: boolean } => {
  let isSpent = false
  const take = (steps: number): boolean => {
    if (effort === undefined) return true
    isSpent = steps > effort.stepsLeft
    if (!isSpent) effort.stepsLeft -= steps
    return !isSpent
  }
  const [value] = path === null || call.body === undefined ? [] : selected(path, call.body, take)
  return { value, isSpent }
}

const bodyValue = (value: unknown): Value | null => {
  if (value === undefined) return null
  return typeof value === 'string' ? textValue(value) : { text: shortJson(value, MOST_LETTERS + SPARE), isJson: true }
}

const said: Readonly<Record<Exclude<TemplateName, 'body'>, (asked: Asked) => string | null>> = {
  model: ({ call }) => call.model,
  says: ({ call }) => lastUserText(call.body),
  attempt: ({ attempt }) => String(attempt.attempt),
  session: ({ session }) => session.id,
}

/** What a placeholder stands for, or why there is nothing. */
const whatStands = (placeholder: Placeholder, asked: Asked): Value | string => {
  const absent = 'is not in the request'
  if (placeholder.name !== 'body') return textValue(said[placeholder.name](asked)) ?? absent
  const { value, isSpent } = inBody(placeholder, asked)
  return bodyValue(value) ?? (isSpent ? 'takes too much work with this body' : absent)
}

const bounded = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, pieceEnd(text, 0, MOST_LETTERS))}…` : text

/** What a template came to, and what of it the request does not say. */
interface Filled {
  readonly text: string
  readonly missing: readonly string[]
}

/** Fills a template from a request, without its keys; texts are written as `write` writes them. */
export const fillFromRequest = (template: Template, asked: Asked, write: (text: string) => string): Filled => {
  const missing: string[] = []
  // what is named twice is looked for once
  const known = new Map<string, string>()
  const fill = (placeholder: Placeholder): string => {
    const { name, written } = placeholder
    const value = whatStands(placeholder, asked)
    if (typeof value === 'string') {
      missing.push(withoutSecrets(`${written} ${value}: ${otherwise[name]} stands for it`))
      return otherwise[name]
    }
    const shown = bounded(withoutKey(value.text.slice(0, MOST_LETTERS + SPARE), asked.call.key))
    return value.isJson ? shown : write(shown)
  }
  const filled = template.map(part => {
    if (typeof part === 'string') return part
    const text = known.get(part.written) ?? fill(part)
    known.set(part.written, text)
    return text
  })
  return { text: filled.join(''), missing }
}
