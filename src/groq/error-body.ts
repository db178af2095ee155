import type { JsonVariant } from './errors.ts'
import { goJson } from './go.ts'

type Values = Readonly<Record<string, string>>

/** Puts values into a template's `{placeholders}`, `fill` before `sample`; once, so that braces in a value stay what they are. */
export const fillTemplate = (template: string, fill: Values, sample: Values): string =>
  template.replace(/\{([a-zA-Z]+)\}/g, (placeholder, name: string) => {
    if (Object.hasOwn(fill, name)) return fill[name] ?? placeholder
    return Object.hasOwn(sample, name) ? (sample[name] ?? placeholder) : placeholder
  })

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~')

/** What tells where a JSON Schema is wrong. Observed: the segments begin with `$`; inferred: the root has no `schema_path`. */
const schemaKeys = ({ schemaPath, schemaKind, schemaCode, sample }: JsonVariant, fill: Values): object => {
  if (schemaPath === undefined) return {}
  const path = fillTemplate(schemaPath, fill, sample)
  return {
    ...(path === '' ? {} : { schema_path: path }),
    schema_path_segments: ['$', ...path.split('/').slice(1).map(unescaped)],
    ...(schemaKind === undefined ? {} : { schema_kind: schemaKind }),
    ...(schemaCode === undefined ? {} : { schema_code: schemaCode }),
  }
}

/**
 * The body of an error: compact JSON in the order of the wire, then a line feed. Observed: keys without a value are left
 * out, never null (docs/facts/groq-wire.md §1.1).
 */
export const errorBody = (variant: JsonVariant, fill: Values): string => {
  const { message, type, param, code, failedGeneration, sample } = variant
  const error = {
    message: fillTemplate(message, fill, sample),
    type,
    ...(param === undefined ? {} : { param: fillTemplate(param, fill, sample) }),
    ...(code === undefined ? {} : { code }),
    ...(failedGeneration === undefined ? {} : { failed_generation: failedGeneration }),
    ...schemaKeys(variant, fill),
  }
  return `${goJson({ error })}\n`
}
