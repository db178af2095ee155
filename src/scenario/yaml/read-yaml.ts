import type { JsonSchema } from '../../json-schema.ts'
import { formatDiagnostic } from '../diagnostic.ts'
import { Diagnostics } from './diagnostics.ts'
import { openYaml } from './open-yaml.ts'
import { validate } from './validate.ts'

/** A value that fits its schema, or all that is wrong with the text, each with its line and column. */
export type YamlReading<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: string }

/**
 * Reads a text that is no scenario but may hold one, JSON or YAML, and holds it against its schema. `name` is what
 * messages call it, without its article: "body". Never throws, whatever the text.
 */
export const readYaml = <Value>(text: string, schema: JsonSchema, name: string): YamlReading<Value> => {
  const diagnostics = new Diagnostics(name, text)
  const document = openYaml(text, diagnostics)
  if (document) {
    validate(
      document,
      schema,
      (at, message, hint) => diagnostics.error(at?.range?.[0] ?? 0, message, hint),
      `the ${name}`,
    )
  }
  if (!document || diagnostics.failed)
    return { value: null, problem: diagnostics.done().map(formatDiagnostic).join('\n') }
  // the tree was measured with its aliases written out
  return { value: document.toJS({ maxAliasCount: -1 }) as Value, problem: null }
}
