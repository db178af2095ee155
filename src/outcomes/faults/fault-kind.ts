import type { JsonSchema } from '../../json-schema.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { Packet } from '../../wire/packet.ts'
import type { Script } from '../../wire/script.ts'
import type { Wire } from '../../wire/wire.ts'
import type { Remark } from '../remark.ts'

/** A break before any byte of an answer: how it reads as a sentence, and what it does to the wire. */
export interface ConnectionFault {
  readonly description: string
  readonly perform: (wire: Wire) => Promise<void>
}

/** An answer that is about to be sent, whole or in events. */
export interface Unbroken extends Script {
  readonly packets: readonly Packet[]
}

/** Breaks an answer, or says why it can't be broken so. */
export type Break = (answer: Unbroken) => Script | Remark

/** A break in the body of the answer that the API would give. `Raw` is the value in YAML after it fitted the schema. */
export interface BodyFault<Raw, Spec> {
  readonly schema: JsonSchema
  diagnose?(raw: Raw): readonly PathDiagnostic[]
  read(raw: Raw): Spec
  describe(spec: Spec): string
  /** The answer as it goes out, or in words why it can't be broken so. */
  apply(answer: Unbroken, spec: Spec): Script | string
}
