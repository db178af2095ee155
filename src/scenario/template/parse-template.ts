import { suggest } from '../../nearest.ts'
import { compilePath, whyNoPath } from '../match/json-path.ts'

/** What a template can name of a request; `body` has a JSONPath behind it. */
export const templateNames = ['model', 'says', 'attempt', 'session', 'body'] as const

export type TemplateName = (typeof templateNames)[number]

/** A place of a template that the request fills. */
export interface Placeholder {
  readonly name: TemplateName
  /** As it stands in the file, braces and all. */
  readonly written: string
  /** Of `body`; null for all others. */
  readonly path: ReturnType<typeof compilePath> | null
}

/** Texts and placeholders, in their order. */
export type Template = readonly (string | Placeholder)[]

/** Each may stand for a long text. */
const MOST_PLACEHOLDERS = 20

const OPEN = '{{'
const CLOSE = '}}'
const INSIDE = /^(\S+)(?:\s+(\S[\s\S]*))?$/

/** What stands between braces, or what is wrong with it. */
const placeholderOf = (inside: string): Placeholder | string => {
  const [, said = '', rest] = INSIDE.exec(inside.trim()) ?? []
  const written = `${OPEN}${inside.trim()}${CLOSE}`
  const name = templateNames.find(one => one === said)
  if (said === '') return `${OPEN}${inside}${CLOSE} is empty; it takes ${templateNames.join(', ')}`
  if (name === undefined) return `there is no ${OPEN}${said}${CLOSE}. ${suggest(said, templateNames)}`
  if (name !== 'body') return rest === undefined ? { name, written, path: null } : `nothing may follow "${name}"`
  if (rest === undefined) return `"body" needs a JSONPath, such as ${OPEN}body $.user${CLOSE}`
  const why = whyNoPath(rest)
  return why === null ? { name, written, path: compilePath(rest) } : `${rest} is no JSONPath: ${why}`
}

/** A text with `{{names}}` in its parts; a sentence where it is none. */
export const parseTemplate = (text: string): Template | string => {
  const parts: (string | Placeholder)[] = []
  let at = 0
  for (;;) {
    const open = text.indexOf(OPEN, at)
    if (open === -1) return [...parts, text.slice(at)].filter(part => part !== '')
    const close = text.indexOf(CLOSE, open)
    if (parts.length >= 2 * MOST_PLACEHOLDERS) return `it names more than ${MOST_PLACEHOLDERS} things`
    if (close === -1) return `${OPEN} is not closed by ${CLOSE}`
    const placeholder = placeholderOf(text.slice(open + OPEN.length, close))
    if (typeof placeholder === 'string') return placeholder
    parts.push(text.slice(at, open), placeholder)
    at = close + CLOSE.length
  }
}

/** What is wrong with a template, or null. */
export const whyNoTemplate = (text: string): string | null => {
  const parsed = parseTemplate(text)
  return typeof parsed === 'string' ? parsed : null
}
