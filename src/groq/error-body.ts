import { type ErrorDetails, errorObject } from './error-object.ts'
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

/** Where a JSON Schema is wrong. Observed: the segments begin with `$`; inferred: the root has no `schema_path`. */
const placeOf = ({ schemaPath, schemaPathSegments, ...variant }: JsonVariant, fill: Values): ErrorDetails => {
  const path = schemaPath === undefined ? undefined : fillTemplate(schemaPath, fill, variant.sample)
  const usual = path === undefined ? undefined : ['$', ...path.split('/').slice(1).map(unescaped)]
  const segments = schemaPathSegments === undefined ? usual : schemaPathSegments
  return { ...(path ? { schemaPath: path } : {}), ...(segments ? { schemaPathSegments: segments } : {}) }
}

/**
 * The body of an error: compact JSON in the order of the wire, then a line feed. Observed: keys without a value are left
 * out, never null (docs/facts/groq-wire.md §1.1).
 */
export const errorBody = (variant: JsonVariant, fill: Values): string => {
  const { message, type, param, sample, schemaPath: _path, schemaPathSegments: _segments, ...others } = variant
  const details = {
    ...others,
    ...(param === undefined ? {} : { param: fillTemplate(param, fill, sample) }),
    ...placeOf(variant, fill),
  }
  return `${goJson({ error: errorObject(fillTemplate(message, fill, sample), type, details) })}\n`
}
