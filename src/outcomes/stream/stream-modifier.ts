import type { JsonSchema } from '../../json-schema.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { Packet } from '../../wire/packet.ts'
import type { ErrorContext } from '../error/fill-later.ts'

/** A stream on its way out. */
export interface Stream {
  readonly packets: readonly Packet[]
  /** Whether a fault ends it before its own end. */
  readonly early: boolean
  /** What comes in its silences, and after how long; absent where nothing does. */
  readonly keepAlive?: { readonly everyMs: number; readonly packet: Packet }
}

/** What else a modifier may need. */
export interface StreamFacts {
  readonly context: ErrorContext
  /** How long the first token waits, drawn for this answer. */
  readonly firstTokenMs: number
}

/**
 * One change of a stream: what users write, what it becomes, how it reads in a list of such changes, and what it does. `Raw` is
 * the value in YAML after it fitted the schema.
 */
export interface StreamModifier<Raw, Spec> {
  readonly schema: JsonSchema
  /** The mistakes in it that the schema can't express. */
  diagnose?(raw: Raw): readonly PathDiagnostic[]
  read(raw: Raw): Spec
  /** As in "success, as a stream: …". */
  describe(spec: Spec): string
  /** The stream with its change, or in words why it can't be changed. */
  apply(stream: Stream, spec: Spec, facts: StreamFacts): Stream | string
  /** The same of packets that come one by one, for a change that needs to see no other ones: `apply` does this to all of them. */
  each?(packets: Iterable<Packet>, spec: Spec, facts: Pick<StreamFacts, 'firstTokenMs'>): Iterable<Packet>
}

/** `after: 3 chunks`: a place in the stream. */
export interface RawAfter {
  readonly after: string
}

/** How many chunks go out before. */
export interface After {
  readonly after: number
}

/** A mapping with `after`, and what more stands in it. */
export const afterSchema = (
  description: string,
  examples: readonly unknown[],
  more: Readonly<Record<string, JsonSchema>> = {},
  required: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: ['after', ...required],
  description,
  examples,
  properties: {
    after: { type: 'string', format: 'chunks', description: 'How many chunks go out before.', examples: ['5 chunks'] },
    ...more,
  },
})
