import { isObject, member } from '../../json-value.ts'
import type { OutcomeName } from '../../outcomes/index.ts'
import type { Asked } from '../scenario.ts'
import { fillFromRequest } from './fill-from-request.ts'
import { parseTemplate } from './parse-template.ts'

/** A template, and where it stands below the key of its outcome. */
interface PlacedTemplate {
  readonly path: readonly string[]
  readonly template: string
}

/** The texts of outcomes that may be a mapping with a template; a `reply` has it beside its other bodies. */
const keysOf: ReadonlyMap<OutcomeName, readonly string[]> = new Map([
  ['complete', ['text', 'reasoning']],
  ['error', ['message']],
])

/** The templates of what stands behind the key of an outcome. */
export const templatesIn = (name: OutcomeName, raw: unknown): readonly PlacedTemplate[] => {
  const own = name === 'reply' ? member(raw, 'template') : undefined
  if (typeof own === 'string') return [{ path: ['template'], template: own }]
  return (keysOf.get(name) ?? []).flatMap(key => {
    const template = member(member(raw, key), 'template')
    return typeof template === 'string' ? [{ path: [key, 'template'], template }] : []
  })
}

/** The plain texts that could be templates. */
export const plainTextsIn = (name: OutcomeName, raw: unknown): readonly (readonly [key: string, text: string])[] =>
  (name === 'reply' ? ['body'] : (keysOf.get(name) ?? [])).flatMap(key => {
    const text = member(raw, key)
    return typeof text === 'string' ? [[key, text] as const] : []
  })

type TextOf = (template: string) => string

const withTexts = (name: OutcomeName, raw: unknown, textOf: TextOf): unknown => {
  if (!isObject(raw)) return raw
  const texts = templatesIn(name, raw).map(({ path: [key = ''], template }) => [key, textOf(template)] as const)
  return texts.length === 0 ? raw : { ...raw, ...Object.fromEntries(texts) }
}

/** The same with each template as the text that it is in the file. */
export const asWritten = (name: OutcomeName, raw: unknown): unknown => withTexts(name, raw, template => template)

/** What stands behind the key of an outcome, filled, and what of it the request does not say. */
interface FilledRaw {
  readonly raw: unknown
  /** The texts that its templates came to. */
  readonly texts: readonly string[]
  readonly missing: readonly string[]
}

const JSON_TYPE = /^\s*[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

/** Whether a literal body is JSON: then texts stand in it as in a text of JSON. */
const isJson = (raw: unknown): boolean => {
  const headers = member(raw, 'headers')
  return (
    isObject(headers) &&
    Object.entries(headers).some(
      ([name, value]) => name.toLowerCase() === 'content-type' && typeof value === 'string' && JSON_TYPE.test(value),
    )
  )
}

const inJson: TextOf = text => JSON.stringify(text).slice(1, -1)
const asItIs: TextOf = text => text

/** What fills the templates of an outcome from a request; null where there are none. */
export const fillerOf = (name: OutcomeName, raw: unknown): ((asked: Asked) => FilledRaw) | null => {
  const found = templatesIn(name, raw)
  if (found.length === 0) return null
  const parsed = new Map(found.map(({ template }) => [template, parseTemplate(template)]))
  const write = name === 'reply' && isJson(raw) ? inJson : asItIs
  return asked => {
    const missing = new Set<string>()
    const texts: string[] = []
    const filled = withTexts(name, raw, template => {
      const parts = parsed.get(template)
      if (parts === undefined || typeof parts === 'string') return template
      const { text, missing: more } = fillFromRequest(parts, asked, write)
      for (const one of more) missing.add(one)
      texts.push(text)
      return text
    })
    return { raw: filled, texts, missing: [...missing] }
  }
}
