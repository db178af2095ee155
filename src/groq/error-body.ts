import { errorObject } from './error-object.ts'
import type { JsonVariant } from './errors.ts'
import { goJson } from './go.ts'

type Values = Readonly<Record<string, string>>

/** Puts values into a template's `{placeholders}`, `fill` before `sample`; once, so that braces in a value stay what they are. */
export const fillTemplate = (template: string, fill: Values, sample: Values): string =>
  template.replace(/\{([a-zA-Z]+)\}/g, (placeholder, name: string) => {
    if (Object.hasOwn(fill, name)) return fill[name] ?? placeholder
    return Object.hasOwn(sample, name) ? (sample[name] ?? placeholder) : placeholder
  })

/**
 * The body of an error: compact JSON in the order of the wire, then a line feed. Observed: keys without a value are left
 * out, never null (docs/facts/groq-wire.md §1.1).
 */
export const errorBody = (variant: JsonVariant, fill: Values): string => {
  const { message, type, param, sample } = variant
  const details = param === undefined ? variant : { ...variant, param: fillTemplate(param, fill, sample) }
  return `${goJson({ error: errorObject(fillTemplate(message, fill, sample), type, details) })}\n`
}
