import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'

/** Where the scenario came from, as far as an outcome needs it. */
export interface Place {
  /** The bytes of a file beside the scenario's, or a sentence that says why there are none. */
  readonly readFile: (name: string) => Uint8Array | string
}

/**
 * What users write for an outcome, what it becomes, and how it reads as a sentence. `Raw` is the value in YAML after it fitted
 * the schema; `Spec` is plain data that the engine carries around.
 */
export interface OutcomeForm<Raw, Spec> {
  readonly schema: JsonSchema
  /** The mistakes in it that the schema can't express. */
  diagnose(raw: Raw, place: Place): readonly PathDiagnostic[]
  read(raw: Raw, place: Place): Spec
  /** As the second half of "rule x: …". */
  describe(spec: Spec): string
}
