import type { JsonSchema } from '../json-schema.ts'
import { formatDiagnostic } from './diagnostic.ts'
import { Findings } from './findings.ts'
import { validate } from './validate.ts'
import { openYaml } from './yaml-text.ts'

/** A value that fits its schema, or all that is wrong with the text, each with its line and column. */
export type YamlReading<Value> =
  | { readonly value: Value; readonly fault: null }
  | { readonly value: null; readonly fault: string }

/**
 * Reads a text that is no scenario but may hold one, JSON or YAML, and holds it against its schema. `name` is what
 * messages call it, without its article: "body". Never throws, whatever the text.
 */
export const readYaml = <Value>(text: string, schema: JsonSchema, name: string): YamlReading<Value> => {
  const findings = new Findings(name, text)
  const document = openYaml(text, findings)
  if (document) {
    validate(document, schema, (at, message, hint) => findings.error(at?.range?.[0] ?? 0, message, hint), `the ${name}`)
  }
  if (!document || findings.failed) return { value: null, fault: findings.done().map(formatDiagnostic).join('\n') }
  // the tree was measured with its aliases written out
  return { value: document.toJS({ maxAliasCount: -1 }) as Value, fault: null }
}
