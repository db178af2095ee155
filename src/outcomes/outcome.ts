import type { JsonSchema } from '../json-schema.ts'
import type { Performance, Performed } from './performance.ts'

/** One thing that is wrong with an outcome beyond its schema; `path` leads to it from the outcome's own key. */
export interface Fault {
  readonly path: readonly string[]
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
}

/** Where the scenario came from, as far as an outcome needs it. */
export interface Place {
  /** The bytes of a file beside the scenario's, or a sentence that says why there are none. */
  readonly readFile: (name: string) => Uint8Array | string
}

/**
 * One way of answering: what users write, what it becomes, how it reads as a sentence, and what it does to the wire.
 * `Raw` is the value in YAML after it fitted the schema; `Spec` is plain data that the engine carries around.
 */
export interface OutcomeKind<Raw, Spec> {
  readonly schema: JsonSchema
  /** What the schema can't say is wrong with it. */
  faults(raw: Raw, place: Place): readonly Fault[]
  read(raw: Raw, place: Place): Spec
  /** As the second half of "rule x: …". */
  describe(spec: Spec): string
  perform(spec: Spec, performance: Performance): Performed
}
