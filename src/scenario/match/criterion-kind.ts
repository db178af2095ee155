import type { JsonSchema } from '../../json-schema.ts'
import type { Subject } from '../scenario.ts'

/** One key of `match`: what users write, what is wrong with it beyond its schema, and when it holds. */
export interface CriterionKind<Raw> {
  readonly schema: JsonSchema
  diagnose?(raw: Raw): { readonly message: string; readonly hint: string } | null
  compile(raw: Raw): (subject: Subject) => boolean
  /** What was seen in place of it, where the criterion alone does not tell. */
  seen?(subject: Subject): string
}
